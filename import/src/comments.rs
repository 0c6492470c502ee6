//! Readers' comments, one in a line, each with the id of its article.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{error::Error, record::Record, source};

/// Those of what readers see or are to see, and those of what is set aside.
pub struct Comments {
    pub of_articles: Lines,
    pub of_set_aside: Lines,
}

impl Comments {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let lines = |name: &str| Lines {
            path: folder.join("set-aside").join(name),
            file: None,
        };
        Self {
            of_articles: lines("comments.jsonl"),
            of_set_aside: lines("private/comments.jsonl"),
        }
    }
}

/// A file of comments; it becomes the folder's when it ends.
pub struct Lines {
    path: PathBuf,
    file: Option<BufWriter<File>>,
}

/// What is read of a line again.
#[derive(Deserialize)]
struct Line {
    article: String,
}

impl Lines {
    fn unfinished(&self) -> PathBuf {
        self.path.with_file_name(".comments.jsonl.new")
    }

    /// Adds an article's comments.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, record: &Record) -> Result<(), Error> {
        for comment in &record.comments {
            let line = json!({"article": record.id, "comment": without_mailboxes(comment)}).to_string();
            self.line(&line)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), Error> {
        let new = self.unfinished();
        let failed = |why| Error::write(&new, why);
        if self.file.is_none() {
            fs::create_dir_all(new.parent().unwrap_or(&new)).map_err(failed)?;
            self.file = Some(BufWriter::new(File::create(&new).map_err(failed)?));
        }
        match &mut self.file {
            Some(file) => writeln!(file, "{line}").map_err(failed),
            None => Ok(()),
        }
    }

    /// Ends the file; comments on what is in this export no more, for exports come in parts, stay.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn end(&mut self, is_there: impl Fn(u64) -> bool) -> Result<(), Error> {
        match File::open(&self.path) {
            Ok(earlier) => {
                for line in BufReader::new(earlier).lines() {
                    let line = line.map_err(|why| Error::read(&self.path, why))?;
                    let of = serde_json::from_str::<Line>(&line).map(|line| source::hash(&line.article));
                    if !of.is_ok_and(&is_there) {
                        self.line(&line)?;
                    }
                }
            }
            Err(why) if why.kind() == io::ErrorKind::NotFound => {}
            Err(why) => return Err(Error::read(&self.path, why)),
        }
        let ended = match self.file.take() {
            Some(mut file) => file
                .flush()
                .and_then(|()| fs::rename(self.unfinished(), &self.path)),
            None => fs::remove_file(&self.path).or_else(|why| match why.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(why),
            }),
        };
        ended.map_err(|why| Error::write(&self.path, why))
    }
}

/// A comment whose author's name is an e-mail address has what stands before its host.
fn without_mailboxes(comment: &Value) -> Value {
    let mut comment = comment.clone();
    for name in ["author", "author_name", "name"] {
        if let Some(Value::String(said)) = comment.get_mut(name)
            && let Some(own) = crate::names::without_mailbox(said)
        {
            *said = own.to_owned();
        }
    }
    comment
}

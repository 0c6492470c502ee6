//! An import from beginning to end.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::File,
    io::Read,
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::mpsc::{self, SyncSender},
    thread,
};

use jiff::tz::TimeZone;
use rayon::prelude::*;
use url::Url;
use xxhash_rust::xxh3::Xxh3;

use crate::{
    article::Maker,
    batch::Desk,
    error::Error,
    folder,
    mapping::Mapping,
    names::Names,
    outcome::{Entry, Kind, Reason},
    record::Record,
    site::Site,
    slug,
    slugs::Slugs,
    source::{self, Index, Source, recognise},
    state::{self, Header, State},
    writer::Writer,
};

/// The mapping file of a folder.
pub const MAPPING: &str = "import-mapping.json";

/// What is to be imported, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub source: PathBuf,
    /// The content folder; it is made where there is none.
    pub into: PathBuf,
    /// Write the report and the mapping file only.
    pub plan: bool,
    /// Another mapping file than [`MAPPING`] in the folder.
    pub mapping: Option<PathBuf>,
    /// A copy of the old site's uploads.
    pub uploads: Option<PathBuf>,
    /// Fetch pictures from the old site.
    pub fetch_pictures: bool,
    /// Other hosts that pictures may be fetched from.
    pub hosts: Vec<String>,
    /// The old site's address, where the source says none or another.
    pub base: Option<Url>,
}

/// How far it has come.
pub trait Progress: Sync {
    /// A phase begins, of so many steps; 0 where nobody knows.
    fn begin(&self, what: &'static str, steps: usize);
    fn advance(&self);
    fn end(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn advance(&self) {}
    fn end(&self) {}
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub source: &'static str,
    pub articles: usize,
    pub drafts: usize,
    pub set_aside: usize,
    /// Files of articles and drafts that were written or changed.
    pub written: usize,
    /// Articles that both the newsroom and the source changed.
    pub conflicts: usize,
    /// Pictures that are wanted and not here.
    pub missing_pictures: usize,
    /// Pictures and files that the old site did not give.
    pub not_fetched: usize,
    /// Files of the old site that texts lead to and that are not here, such as PDF and sounds.
    pub missing_files: usize,
    /// Words, links, pictures and frames that the importer lost.
    pub unaccounted: usize,
    /// Records and files that could not be read, or not whole.
    pub unread: usize,
    /// Where they stand, and why they could not be read.
    pub unread_places: Vec<(String, Reason)>,
    /// What the tables' names begin with of other sites in the same export, which are not imported.
    pub other_sites: Vec<String>,
    /// Whether `site.json` was made, so that somebody looks at its address and its time zone.
    pub is_new_site: bool,
    /// Whether it is known where the old site was.
    pub has_address: bool,
    /// Kinds of records that are set aside, and of how many records each, where the mapping file does not say so.
    pub other_kinds: Vec<(String, usize)>,
    /// Sections and authors that the mapping file names and the source does not have.
    pub not_in_source: Vec<String>,
    /// Files of articles that are still published here, and in the source no more.
    pub withdrawn: Vec<String>,
    /// Whether nothing has changed since the last import.
    pub is_unchanged: bool,
    /// Pages, which a newsroom may want to link to.
    pub pages: Vec<(String, String)>,
}

/// Records that are converted at once, and how large they may be together, in bytes.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 8 << 20;

/// Imports a source into a content folder.
///
/// # Errors
/// When the source cannot be read, or the folder not be written.
pub fn run(options: &Options, progress: &dyn Progress) -> Result<Summary, Error> {
    let is_new = !options.into.exists();
    let done = import(options, progress);
    if done.is_err() && is_new {
        state::forget(&options.into);
    }
    done
}

fn import(options: &Options, progress: &dyn Progress) -> Result<Summary, Error> {
    let into = &options.into;
    let mapping_path = options.mapping.clone().unwrap_or_else(|| into.join(MAPPING));
    let mapping = match &options.mapping {
        Some(path) => Mapping::read(path)?,
        None => Mapping::read_if_there(&mapping_path)?,
    };
    let mut site = Site::read(into)?;
    let (mut source, beside) = recognise::open(&options.source)?;
    let _lock = state::lock(into)?;
    let state = State::read(into)?;

    let files = files_print(&options.source)?;
    let whole = whole_print(files, options, &mapping, &site);
    let has_report = into.join("report.jsonl").is_file();
    let can_skip = has_report
        && !state.was_interrupted
        && !options.plan
        && !options.fetch_pictures
        && options.uploads.is_none();
    let now = jiff::Timestamp::now().as_second();
    let is_over = state.header.changes.is_some_and(|changes| changes <= now);
    let can_skip = can_skip && state.header.names == folder::names(into)?;
    let unchanged = |source: &dyn Source| Summary {
        source: source.name(),
        withdrawn: state.header.withdrawn.clone(),
        is_unchanged: true,
        ..Summary::default()
    };
    if can_skip && !is_over && state.header.version == state::VERSION && state.header.source == whole {
        return Ok(unchanged(source.as_ref()));
    }

    progress.begin("reading", 0);
    let mut index = Index {
        zone: TimeZone::get(&site.time_zone).ok(),
        mapping: mapping.clone(),
        set_aside: (!options.plan).then(|| into.join("set-aside/too-large")),
        ..Index::default()
    };
    // Sources that do not say where the site was are told, so that they find their articles' addresses.
    index.newspaper.url.clone_from(&options.base);
    index.entries = beside;
    source.index(&mut index)?;
    progress.end();
    let not_in_source = mapping.unknown(&index.newspaper);
    index.entries.extend(not_in_source.iter().map(|place| {
        Entry::new(
            Reason::NotInSource,
            Kind::Other,
            mapping_path.display().to_string(),
        )
        .was(place)
    }));
    if let Some(base) = &options.base {
        index.host(base);
        index.newspaper.url = Some(base.clone());
    }
    let host = index
        .newspaper
        .url
        .as_ref()
        .map_or("", crate::address::host)
        .to_owned();
    let before = &state.header.host;
    if options.base.is_none() && !before.is_empty() && !host.is_empty() && *before != host {
        return Err(Error::content(
            &options.source,
            format!(
                "this is of {host}, and {} holds articles of {before}",
                into.display()
            ),
            format!("import it into another folder; if the site has moved, say --base https://{host}/"),
        ));
    }
    let is_new_site = !site.is_there();
    if is_new_site {
        site = Site::new(&index.newspaper, into);
    }
    let names = Names::of(&index.newspaper, &site, &mapping);
    let slugs = Slugs::allot(&mut index, &state, into)?;
    crate::bring::known(into, &mut index.library)?;
    let base = index.newspaper.url.clone();
    let language = match site.language.is_empty() {
        true => "fr".to_owned(),
        false => site.language.clone(),
    };
    if options.fetch_pictures || options.uploads.is_some() {
        gather(
            source.as_mut(),
            &mut index,
            &names,
            &language,
            base.as_ref(),
            progress,
        )?;
        if !options.plan {
            crate::bring::bring(options, &mut index.library, progress)?;
        }
        index.library.wanted = None;
    }
    let context = |index: &Index| context_print(index, &names, &mapping, &language, &site);
    let is_same = |(id, print): &(u64, u64)| state.records.record(*id) == Some(*print);
    if can_skip
        && context(&index) == state.header.context
        && index.ids.len() == state.records.count()
        && index.ids.iter().all(is_same)
    {
        return Ok(unchanged(source.as_ref()));
    }
    let mut state = state;
    loop {
        let desk = Desk {
            maker: Maker {
                library: &index.library,
                names: &names,
                language: &language,
                base: base.as_ref(),
            },
            folder: into,
            base: &site.base,
            state: &state,
            renamed: &slugs.renamed,
            is_same_context: context(&index) == state.header.context
                && state.header.version == state::VERSION,
            is_plan: options.plan,
        };
        let mut writer = Writer::create(into, &slugs, &site.base, options.plan)?;
        pass(source.as_mut(), &index, &slugs, &desk, &mut writer, progress)?;
        let empty = std::mem::take(&mut writer.empty);
        let is_linked = empty.iter().any(|number| index.library.is_linked(*number));
        if !is_linked {
            if options.plan {
                let (sections, authors) = names.told();
                let fields = std::mem::take(&mut writer.fields);
                let plan = mapping
                    .clone()
                    .completed(&index.newspaper, &sections, &authors, fields);
                let text = serde_json::to_string_pretty(&plan).unwrap_or_default() + "\n";
                folder::write_changed(&mapping_path, text.as_bytes())?;
            }
            let mut summary = writer.end(&desk, &index, source.name(), &site, &names, is_new_site)?;
            index.library.forget(&empty);
            if !options.plan {
                // As the newspaper is now, with what was added.
                let source = whole_print(files, options, &mapping, &Site::read(into)?);
                let header = Header {
                    version: state::VERSION,
                    source,
                    context: context(&index),
                    host,
                    changes: index.changes.map(jiff::Timestamp::as_second),
                    names: folder::names(into)?,
                    withdrawn: summary.withdrawn.clone(),
                };
                state::end(into, &header)?;
            }
            summary.source = source.name();
            summary.is_new_site = is_new_site && !options.plan;
            summary.has_address = base.is_some();
            summary.not_in_source = not_in_source;
            summary.other_kinds = mapping.other_kinds(&index.newspaper);
            return Ok(summary);
        }
        // Texts link to articles of which there is nothing: once more, without those links.
        drop(writer);
        index.library.forget(&empty);
        state = State {
            was_interrupted: state.was_interrupted,
            ..State::read(into)?
        };
    }
}

/// Records with the names of their files.
type Batch = Vec<(Record, String)>;

/// Goes through all records once: while some are read, those before them are converted and written.
fn pass(
    source: &mut dyn Source,
    index: &Index,
    slugs: &Slugs,
    desk: &Desk<'_>,
    writer: &mut Writer<'_>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    progress.begin("importing", index.ids.len());
    // One waits while another is written, so that memory holds three at most.
    let (sender, batches) = mpsc::sync_channel::<Batch>(1);
    thread::scope(|scope| {
        let reading = scope.spawn(move || read(source, index, slugs, &sender, progress));
        let written = batches
            .iter()
            .try_for_each(|batch| writer.write(desk, slugs, batch));
        // Nobody waits for what could not be written: the reader ends at its next batch.
        drop(batches);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        written.and(read)
    })?;
    progress.end();
    Ok(())
}

/// Reads all records, and gives them batch by batch until nobody takes them.
fn read(
    source: &mut dyn Source,
    index: &Index,
    slugs: &Slugs,
    batches: &SyncSender<Batch>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let mut batch = Batch::new();
    let mut bytes = 0;
    let mut pages: HashSet<String> = HashSet::new();
    // Where nobody takes them, the writer has said why, and this is told to nobody.
    let give = |batch| {
        let ended = |_| Error::content(Path::new(""), "the import has ended", "");
        batches.send(batch).map_err(ended)
    };
    source.records(index, &mut |record| {
        if record.standing == crate::record::Standing::Part {
            return Ok(());
        }
        let own = match slugs.of(&record.id, index) {
            Some(slug) => slug.to_owned(),
            None => page_slug(&record, &mut pages),
        };
        bytes += size(&record);
        batch.push((record, own));
        progress.advance();
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            bytes = 0;
            give(std::mem::take(&mut batch))?;
        }
        Ok(())
    })?;
    give(batch)
}

fn size(record: &Record) -> usize {
    let body = match &record.body {
        crate::record::Body::Html { text, .. } | crate::record::Body::Plain(text) => text.len(),
    };
    record.raw.len() + body
}

/// The name of a page's file.
fn page_slug(record: &Record, taken: &mut HashSet<String>) -> String {
    let first = [slug::slug(&record.slug), slug::slug(&record.id)]
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let mut own = first.clone();
    let mut number = 2;
    while !taken.insert(own.clone()) {
        own = slug::numbered(&first, number);
        number += 1;
    }
    own
}

/// Looks through all records for the pictures that they want.
fn gather(
    source: &mut dyn Source,
    index: &mut Index,
    names: &Names,
    language: &str,
    base: Option<&Url>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    index.library.wanted = Some(std::sync::Mutex::new(BTreeSet::new()));
    progress.begin("looking for pictures", index.ids.len());
    let maker = Maker {
        library: &index.library,
        names,
        language,
        base,
    };
    let mut batch: Vec<Record> = Vec::new();
    let look = |batch: &mut Vec<Record>| {
        batch.par_iter().for_each(|record| drop(maker.make(record, "x")));
        batch.clear();
    };
    source.records(index, &mut |record| {
        use crate::record::Standing;
        // What is not for all readers stays out of images/ with its pictures.
        if matches!(record.standing, Standing::Published | Standing::Draft(_)) {
            batch.push(record);
        }
        progress.advance();
        if batch.len() >= BATCH {
            look(&mut batch);
        }
        Ok(())
    })?;
    look(&mut batch);
    progress.end();
    Ok(())
}

/// A number for the source's files and all that an import of them depends on.
fn whole_print(files: u64, options: &Options, mapping: &Mapping, site: &Site) -> u64 {
    let named: BTreeMap<_, _> = site.sections.iter().chain(&site.authors).collect();
    let told = format!(
        "{}\0{files}\0{}\0{}\0{}\0{}\0{:?}\0{named:?}",
        env!("CARGO_PKG_VERSION"),
        serde_json::to_string(mapping).unwrap_or_default(),
        site.language,
        site.time_zone,
        site.base,
        options.base,
    );
    source::hash(&told)
}

/// A number for the source's files, by their names and all their bytes.
fn files_print(source: &Path) -> Result<u64, Error> {
    let mut print = Xxh3::new();
    for path in source::files(source)? {
        print.update(path.file_name().unwrap_or_default().as_encoded_bytes());
        let mut file = File::open(&path).map_err(|why| Error::read(&path, why))?;
        let mut buffer = vec![0; 1 << 20];
        loop {
            let read = file.read(&mut buffer).map_err(|why| Error::read(&path, why))?;
            if read == 0 {
                break;
            }
            print.update(buffer.get(..read).unwrap_or_default());
        }
    }
    Ok(print.digest())
}

/// A number for all that records depend on beside themselves.
fn context_print(index: &Index, names: &Names, mapping: &Mapping, language: &str, site: &Site) -> u64 {
    let told = format!(
        "{}\0{}\0{:?}\0{}\0{language}\0{}\0{}\0{:?}\0{:?}",
        env!("CARGO_PKG_VERSION"),
        index.library.fingerprint(),
        names.told(),
        serde_json::to_string(mapping).unwrap_or_default(),
        site.time_zone,
        site.base,
        index.newspaper.url,
        index.entries
    );
    source::hash(&told)
}

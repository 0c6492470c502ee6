//! `kiosque membership`: what the membership engine of this version needs.

use std::{borrow::Cow, fs, io, path::Path};

use rust_embed::Embed;

use crate::{Stop, failed, say, whole};

/// Migrations, hooks, and what the proxies before the engine are told.
#[derive(Embed)]
#[folder = "../membership/"]
#[include = "pocketbase/*"]
#[include = "proxy/*"]
struct Files;

/// Writes them into a folder. What an earlier version wrote there and this one does not know is removed from the folders
/// of hooks and migrations: the engine runs all that lies in them.
///
/// # Errors
/// When it cannot be written.
pub fn command(out: &Path) -> Result<(), Stop> {
    let file = |name: Cow<'_, str>| {
        let path = out.join(name.strip_prefix("pocketbase/").unwrap_or(&name));
        Some((path, Files::get(&name)?.data))
    };
    let files: Vec<_> = Files::iter().filter_map(file).collect();
    whole::write_all(&files).map_err(|(path, why)| failed("cannot write", &path, why))?;
    for folder in ["pb_hooks", "pb_migrations"] {
        remove_others(&out.join(folder), &format!("pocketbase/{folder}/"))?;
    }
    say(
        io::stderr(),
        format_args!(
            "kiosque: hooks, migrations and what the proxy is told are in {}; membership.md says how they are used",
            out.display()
        ),
    );
    Ok(())
}

/// Removes the scripts in a folder that are none of this version's.
fn remove_others(folder: &Path, prefix: &str) -> Result<(), Stop> {
    let unread = |why| failed("cannot read", folder, why);
    for entry in fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let is_folder = path.is_dir();
        let prefix = format!("{prefix}{name}");
        if is_folder {
            remove_others(&path, &format!("{prefix}/"))?;
        } else if name.ends_with(".js") && Files::get(&prefix).is_none() {
            fs::remove_file(&path).map_err(|why| failed("cannot remove", &path, why))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_runs_the_scripts_of_one_version() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path();
        fs::create_dir_all(out.join("pb_hooks/lib")).unwrap();
        fs::write(out.join("pb_hooks/lib/of-before.js"), "").unwrap();
        fs::write(out.join("pb_hooks/notes.txt"), "ours").unwrap();
        command(out).ok().unwrap();
        assert!(out.join("pb_hooks/guard.pb.js").is_file());
        assert!(out.join("pb_migrations/1764000001_members.js").is_file());
        assert!(out.join("proxy/nginx.conf").is_file());
        assert!(!out.join("pb_hooks/lib/of-before.js").exists());
        assert!(
            out.join("pb_hooks/notes.txt").is_file(),
            "what is no script is left alone"
        );
    }

    /// A newsroom that follows the page and one that follows the program have the same.
    #[test]
    fn the_proxies_are_told_what_the_documentation_shows() {
        let docs = include_str!("../../docs/membership.md");
        for name in ["nginx-http.conf", "nginx.conf", "Caddyfile"] {
            let file = Files::get(&format!("proxy/{name}")).unwrap();
            let text = String::from_utf8_lossy(&file.data).into_owned();
            assert!(
                docs.contains(&format!("\n{text}```")),
                "{name} is not in docs/membership.md as it is"
            );
        }
    }
}

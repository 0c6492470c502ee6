//! The same articles, and the same kinds of pages, for Hugo.

use std::fs;
use std::io;
use std::path::Path;

use crate::archive;

const CONFIG: &str = r#"
baseURL = "https://archives.example/"
title = "Les Archives"
languageCode = "fr"
paginate = 50
enableRobotsTXT = true
disableKinds = []
[params]
  description = "Tout ce qui fut écrit"
[taxonomies]
  rubrique = "rubriques"
  auteur = "auteurs"
[outputs]
  page = ["HTML", "JSON"]
  home = ["HTML", "RSS"]
  section = ["HTML"]
  taxonomy = ["HTML"]
  term = ["HTML", "RSS"]
[services.rss]
  limit = 20
[permalinks]
  article = "/article/:slug/"
"#;

/// "Lire aussi": what shares keywords, the section or the author, as the press ranks.
const RELATED: &str = r#"
[related]
  includeNewer = true
  threshold = 0
  [[related.indices]]
    name = "keywords"
    weight = 100
  [[related.indices]]
    name = "rubriques"
    weight = 20
  [[related.indices]]
    name = "auteurs"
    weight = 10
"#;

const BASE: &str = r#"<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}">
<style>STYLE</style>
</head>
<body>
<header><a href="/">Les Archives</a>
<nav><ul>{{ range .Site.Taxonomies.rubriques }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a></li>{{ end }}</ul></nav></header>
{{ block "main" . }}{{ end }}
<footer>Les Archives</footer>
</body>
</html>
"#;

const TEASER: &str = r#"<article class="teaser"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p>{{ .Description }}</p><p>{{ range .Params.auteurs }}{{ . }}{{ end }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006 15:04" }}</time></p></article>
"#;

const SINGLE: &str = r#"{{ define "main" }}
<main><article>
<p><a href="/rubriques/{{ index .Params.rubriques 0 }}/">{{ index .Params.rubriques 0 }}</a></p>
<h1>{{ .Title }}</h1><p class="lead">{{ .Description }}</p>
<p>Par <a href="/auteurs/{{ index .Params.auteurs 0 }}/">{{ index .Params.auteurs 0 }}</a></p>
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006 15:04" }}</time>
{{ .Content }}
<ul>{{ range .Params.keywords }}<li>{{ . }}</li>{{ end }}</ul>
</article>
LIRE_AUSSI
<aside><h2>Les articles de l’auteur</h2>
{{ with index .Site.Taxonomies.auteurs (index .Params.auteurs 0) }}{{ range first 7 .Pages }}{{ partial "teaser.html" . }}{{ end }}{{ end }}
</aside></main>
{{ end }}
"#;

const LIRE_AUSSI: &str = r#"<section><h2>Lire aussi</h2>{{ range first 6 (.Site.RegularPages.Related .) }}{{ partial "teaser.html" . }}{{ end }}</section>"#;

const JSON: &str = r#"{"headline": {{ .Title | jsonify }}, "description": {{ .Description | jsonify }}, "date": {{ .Date.Format "2006-01-02T15:04:05Z07:00" | jsonify }}, "body": {{ .Plain | jsonify }}}
"#;

const LIST: &str = r#"{{ define "main" }}
<main><h1>{{ .Title }}</h1>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}
{{ $pager := .Paginate $pages }}
{{ range $pager.Pages }}{{ partial "teaser.html" . }}{{ end }}
<nav>{{ with $pager.Prev }}<a href="{{ .URL }}">Plus récents</a>{{ end }}{{ with $pager.Next }}<a href="{{ .URL }}">Plus anciens</a>{{ end }}</nav>
</main>
{{ end }}
"#;

/// Writes a site of Hugo's with the articles `0..count`; `related` says whether articles have
/// "Lire aussi", which costs Hugo most.
///
/// # Errors
/// When it cannot be written.
pub fn write(folder: &Path, count: usize, style: &str, related: bool) -> io::Result<()> {
    let layouts = folder.join("layouts");
    fs::create_dir_all(layouts.join("_default"))?;
    fs::create_dir_all(layouts.join("partials"))?;
    fs::create_dir_all(folder.join("content/article"))?;
    let (config, section) = match related {
        true => (format!("{CONFIG}{RELATED}"), LIRE_AUSSI),
        false => (CONFIG.to_owned(), ""),
    };
    fs::write(folder.join("config.toml"), config)?;
    fs::write(layouts.join("_default/baseof.html"), BASE.replace("STYLE", style))?;
    fs::write(layouts.join("partials/teaser.html"), TEASER)?;
    fs::write(
        layouts.join("_default/single.html"),
        SINGLE.replace("LIRE_AUSSI", section),
    )?;
    fs::write(layouts.join("_default/single.json"), JSON)?;
    fs::write(layouts.join("_default/list.html"), LIST)?;
    (0..count).try_for_each(|number| {
        let article = archive::article(number);
        // Front matter as JSON, which Hugo reads fastest of its formats.
        let front = serde_json::json!({
            "title": article.headline, "date": article.date, "description": article.lead, "slug": article.slug,
            "rubriques": [article.section.0], "auteurs": [archive::author_slug(article.author)],
            "keywords": article.keywords,
        });
        let body = article.paragraphs.join("\n\n");
        fs::write(
            folder.join(format!("content/article/{}.md", article.slug)),
            format!("{front}\n\n{body}\n"),
        )
    })
}

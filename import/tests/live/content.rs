//! What the newsroom of the test wrote, in WordPress before its blocks and with them.

use serde_json::{Value, json};

use crate::server::WordPress;

/// What was uploaded.
pub struct Library {
    pub pictures: Vec<Value>,
    pub sound: Value,
    pub paper: Value,
}

/// A post, and what is to be expected of it.
pub struct Post {
    pub slug: &'static str,
    pub title: &'static str,
    pub content: String,
    /// Other fields of the API.
    pub fields: Value,
    /// Whether WordPress shows its very words, in order.
    pub is_plain: bool,
}

fn address(file: &Value) -> &str {
    file["source_url"].as_str().unwrap()
}

fn post(slug: &'static str, title: &'static str, content: String) -> Post {
    Post {
        slug,
        title,
        content,
        fields: json!({}),
        is_plain: true,
    }
}

/// A picture of one tone.
fn png(tone: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 900, 600);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![tone; 900 * 600]).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Uploads pictures with captions and descriptions, and other files.
pub fn upload(wordpress: &WordPress) -> Library {
    let pictures = (0..5_u8).map(|number| {
        let name = format!("photo-{number}.png");
        let id = wordpress.upload(&name, "image/png", &png(40 * number))["id"].clone();
        let said = json!({"alt_text": format!("Ce que montre la photo {number}"), "caption": format!("Légende {number} de la médiathèque")});
        wordpress.post(&format!("media/{id}"), &said)
    });
    Library {
        pictures: pictures.collect(),
        sound: wordpress.upload(
            "entretien.mp3",
            "audio/mpeg",
            b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0",
        ),
        paper: wordpress.upload("rapport.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),
    }
}

/// Posts of before blocks.
pub fn classic(library: &Library) -> Vec<Post> {
    let [one, two, three, ..] = library.pictures.as_slice() else {
        panic!()
    };
    let caption = format!(
        "Un premier paragraphe, avec des \"guillemets\" et l'apostrophe -- sans oublier les points...\n\n\
         [caption id=\"attachment_{id}\" align=\"alignnone\" width=\"300\"]<a href=\"{url}\"><img class=\"size-medium wp-image-{id}\" \
         src=\"{small}\" alt=\"Le marché\" width=\"300\" height=\"200\" /></a> Le marché, <em>jeudi</em>[/caption]\n\n\
         Une ligne\nqui continue sur une autre, avec <strong>du gras</strong> et <a href=\"https://ailleurs.example/page\">un lien</a>.\n\n\
         <blockquote>Une citation en deux lignes,\nque personne ne signe.</blockquote>\n\n<!--more-->\n\n\
         <h3>Un intertitre</h3>\n<ul>\n<li>premier point</li>\n<li>second point\n<ul>\n<li>et son détail</li>\n</ul>\n</li>\n</ul>\n\
         <table>\n<tbody>\n<tr><th>Ville</th><th>Voix</th></tr>\n<tr><td>Ségou</td><td>1 200</td></tr>\n</tbody>\n</table>\n\
         La fin [sic] du texte, 5 < 7 &amp; 10%.",
        id = one["id"],
        url = address(one),
        small = one["media_details"]["sizes"]["medium"]["source_url"]
            .as_str()
            .unwrap_or(address(one)),
    );
    let gallery = format!(
        "Trois vues du fleuve.\n\n[gallery ids=\"{},{},{}\" columns=\"3\" link=\"file\"]\n\nEt la suite du texte.",
        one["id"], two["id"], three["id"]
    );
    vec![
        Post {
            fields: json!({"featured_media": two["id"], "sticky": true, "excerpt": "Le chapeau que la rédaction a écrit."}),
            ..post("classique", "L'article \"classique\" & ses signes", caption)
        },
        post("galerie", "Une galerie", gallery),
        post("unicode-été", "Un été à Ségou – ߒߞߏ 👍", "Des lettres de partout : œuvre, ߒߞߏ, ɛ ɔ ŋ, et un signe 👍.\n\nH<sub>2</sub>O et m<sup>2</sup>, le 1<sup>er</sup> mars.".to_owned()),
        Post {
            is_plain: false,
            ..post("codes", "Des codes courts", "Avant [inconnu a=\"1\"]le texte enclos[/inconnu] après.\n\n[embed]https://www.youtube.com/watch?v=dQw4w9WgXcQ[/embed]\n\nEt la fin.".to_owned())
        },
        Post {
            is_plain: false,
            ..post("pages", "En deux pages", "La première page du texte.\n\n<!--nextpage-->\n\nLa seconde page du texte.".to_owned())
        },
    ]
}

/// Posts of blocks.
pub fn blocks(library: &Library) -> Vec<Post> {
    let [one, two, three, four, ..] = library.pictures.as_slice() else {
        panic!()
    };
    let image = |picture: &Value, caption: &str| {
        format!(
            "<!-- wp:image {{\"id\":{id},\"sizeSlug\":\"large\"}} -->\n<figure class=\"wp-block-image size-large\"><img src=\"{url}\" alt=\"Une vue\" \
             class=\"wp-image-{id}\"/>{caption}</figure>\n<!-- /wp:image -->",
            id = picture["id"],
            url = address(picture),
        )
    };
    let text = format!(
        "<!-- wp:paragraph -->\n<p>Un paragraphe avec <strong>du gras</strong>, <em>de l’italique</em> et <a href=\"https://ailleurs.example/\">un lien</a>.</p>\n<!-- /wp:paragraph -->\n\n\
         <!-- wp:heading -->\n<h2>Un intertitre</h2>\n<!-- /wp:heading -->\n\n{figure}\n\n\
         <!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>Un point<!-- wp:list {{\"ordered\":true}} -->\n<ol><!-- wp:list-item -->\n<li>et son détail</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list --></li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li>Un autre</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n\n\
         <!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>La santé est une dette.</p>\n<!-- /wp:paragraph --><cite>Une infirmière</cite></blockquote>\n<!-- /wp:quote -->\n\n\
         <!-- wp:pullquote -->\n<figure class=\"wp-block-pullquote\"><blockquote><p>En exergue.</p><cite>Le ministre</cite></blockquote></figure>\n<!-- /wp:pullquote -->\n\n\
         <!-- wp:table -->\n<figure class=\"wp-block-table\"><table><thead><tr><th>Ville</th><th>Voix</th></tr></thead><tbody><tr><td>Mopti</td><td>900</td></tr></tbody></table><figcaption>Les résultats</figcaption></figure>\n<!-- /wp:table -->\n\n\
         <!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>\n<!-- /wp:separator -->\n\n\
         <!-- wp:verse -->\n<pre class=\"wp-block-verse\">Deux vers\nd’un poème</pre>\n<!-- /wp:verse -->\n\n\
         <!-- wp:code -->\n<pre class=\"wp-block-code\"><code>let a = 1;</code></pre>\n<!-- /wp:code -->\n\n\
         <!-- wp:columns -->\n<div class=\"wp-block-columns\"><!-- wp:column -->\n<div class=\"wp-block-column\"><!-- wp:paragraph -->\n<p>Colonne de gauche.</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:column -->\n\n<!-- wp:column -->\n<div class=\"wp-block-column\"><!-- wp:paragraph -->\n<p>Colonne de droite.</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:column --></div>\n<!-- /wp:columns -->\n\n\
         <!-- wp:media-text {{\"mediaId\":{id},\"mediaType\":\"image\"}} -->\n<div class=\"wp-block-media-text alignwide is-stacked-on-mobile\"><figure class=\"wp-block-media-text__media\"><img src=\"{url}\" alt=\"\" class=\"wp-image-{id} size-full\"/></figure><div class=\"wp-block-media-text__content\"><!-- wp:paragraph -->\n<p>À côté de la photo.</p>\n<!-- /wp:paragraph --></div></div>\n<!-- /wp:media-text -->",
        figure = image(
            one,
            "<figcaption class=\"wp-element-caption\">La légende, <em>vendredi</em></figcaption>"
        ),
        id = two["id"],
        url = address(two),
    );
    let gallery = format!(
        "<!-- wp:gallery {{\"linkTo\":\"none\"}} -->\n<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">{}\n\n{}<figcaption class=\"blocks-gallery-caption\">Deux vues</figcaption></figure>\n<!-- /wp:gallery -->",
        image(three, "<figcaption>La première</figcaption>"),
        image(four, "")
    );
    let files = format!(
        "<!-- wp:audio -->\n<figure class=\"wp-block-audio\"><audio controls src=\"{sound}\"></audio><figcaption>L’entretien</figcaption></figure>\n<!-- /wp:audio -->\n\n\
         <!-- wp:file {{\"href\":\"{paper}\"}} -->\n<div class=\"wp-block-file\"><a href=\"{paper}\">Le rapport</a><a href=\"{paper}\" class=\"wp-block-file__button wp-element-button\" download>Télécharger</a></div>\n<!-- /wp:file -->",
        sound = address(&library.sound),
        paper = address(&library.paper),
    );
    let embed = "<!-- wp:paragraph -->\n<p>Le film :</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:embed {\"url\":\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\",\"type\":\"video\",\"providerNameSlug\":\"youtube\"} -->\n<figure class=\"wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n</div><figcaption>Sa légende</figcaption></figure>\n<!-- /wp:embed -->";
    let dynamic = "<!-- wp:paragraph -->\n<p>Nos derniers articles :</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:latest-posts /-->\n\n<!-- wp:buttons -->\n<div class=\"wp-block-buttons\"><!-- wp:button -->\n<div class=\"wp-block-button\"><a class=\"wp-block-button__link wp-element-button\" href=\"https://ailleurs.example/don\">Donner</a></div>\n<!-- /wp:button --></div>\n<!-- /wp:buttons -->";
    vec![
        Post {
            fields: json!({"featured_media": one["id"]}),
            ..post("blocs", "Un article en blocs", text)
        },
        post("galerie-blocs", "Une galerie en blocs", gallery),
        Post {
            is_plain: false,
            ..post("fichiers", "Des fichiers", files)
        },
        Post {
            is_plain: false,
            ..post("film", "Un film", embed.to_owned())
        },
        Post {
            is_plain: false,
            ..post("dynamique", "Ce que WordPress remplit", dynamic.to_owned())
        },
    ]
}

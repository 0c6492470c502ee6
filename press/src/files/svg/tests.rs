use super::*;

fn svg(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:h=\"http://www.w3.org/1999/xhtml\">{inner}</svg>"
    )
}

#[test]
fn a_drawing_that_runs_or_loads_something_is_no_icon() {
    for inner in [
        "<script>alert(1)</script>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
        "<path onload=\"alert(1)\"/>",
        "<a xlink:href=\"javascript:alert(1)\"/>",
        "<a href=\"&#106;avascript:alert(1)\"/>",
        "<foreignObject/>",
        "<image href=\"https://a.example/x\"/>",
        "<a></b>",
        "<set attributeName=\"href\" to=\"javascript:alert(1)\"/>",
        "<animate attributeName=\"xlink:href\" values=\"javascript:alert(1)\"/>",
        "<animate attributeName=\"onload\" to=\"alert(1)\"/>",
        "<animate attributeName=\"style\" to=\"fill:red\"/>",
        "<?xml-stylesheet type=\"text/xsl\" href=\"/a.xsl\"?>",
        // Pages within, by any prefix, also within what is no part of the drawing.
        "<h:script>alert(1)</h:script>",
        "<form xmlns=\"http://www.w3.org/1999/xhtml\"><input/></form>",
        "<metadata><h:meta http-equiv=\"refresh\" content=\"0;url=//evil.example\"/></metadata>",
        "<desc><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"//evil.example\"/></desc>",
        "<title><h:img src=\"x\"/></title>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"/>",
        "<handler xmlns=\"http://www.w3.org/2001/xml-events\"/>",
        "<unknown xmlns=\"\"/>",
        "<SCRIPT/>",
        "<x:y xmlns:x=\"http://www.inkscape.org/\" onclick=\"alert(1)\"/>",
        // What is loaded.
        "<style>@import \"//evil.example/a.css\";</style>",
        "<style>@im\\70ort '//evil.example/a.css';</style>",
        "<style><![CDATA[@import url(//evil.example/a.css);]]></style>",
        "<style>path{fill:u\\72l(//evil.example)}</style>",
        "<style>path{fill:url( \"//evil.example\" )}</style>",
        "<style>path{background:image-set('//evil.example' 1x)}</style>",
        "<style>@media screen{path{fill:url(//evil.example)}}</style>",
        "<style>path{fill:url('#a' '//evil.example')}</style>",
        "<style>@im<!-- -->port '//evil.example';</style>",
        "<path style=\"fill:url(https://evil.example/a)\"/>",
        "<path fill=\"url(a.svg#b)\"/>",
        "<animate attributeName=\"fill\" to=\"url(//evil.example)\"/>",
        "<use href=\"//evil.example/a.svg#b\"/>",
        "<use xlink:href=\"data:image/svg+xml,x\"/>",
        "<use href=\"data:image/png;base64,x\"/>",
        "<image href=\"data:image/svg+xml,x\"/>",
        "<feImage href=\"/a.png\"/>",
        "<textPath href=\"a.svg#b\"/>",
        "<g xml:base=\"//evil.example/\"><use href=\"#a\"/></g>",
        "<a ping=\"//evil.example\"/>",
        "<path unknown=\"a\"/>",
    ] {
        assert!(active(svg(inner).as_bytes()).is_some(), "{inner}");
    }
    let plain = format!("<svg xmlns=\"{SVG}\"/>");
    for other in [
        "",
        "GIF89a",
        "<html><svg/></html>",
        "<svg onload=\"alert(1)\"/>",
        "<svg><script/></svg>",
        "<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        &format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{plain}"),
        &format!("<!DOCTYPE svg SYSTEM \"http://evil.example/a.dtd\">{plain}"),
        &format!(
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/a\">{plain}"
        ),
        &format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{plain}"),
        &format!("<?xml-stylesheet href=\"/a.css\"?>{plain}"),
        &format!("{plain}{plain}"),
    ] {
        assert!(active(other.as_bytes()).is_some(), "{other}");
    }
    assert!(active(&[0xff, 0xfe, b'<', 0]).is_some());
}

#[test]
fn what_drawing_programs_export_is_an_icon() {
    for inner in [
        "<path d=\"M0 0\"/>",
        "<style>path{fill:red} @media (prefers-color-scheme: dark){path{fill:rgb(1 2 3)}}</style><use href=\"#a\"/>",
        "<style type=\"text/css\"><![CDATA[ .a { fill: url(#b); mask: url( '#c' ) } ]]></style>",
        "<image href=\"data:image/png;base64,x\"/>",
        "<g transform=\"translate(1 2) matrix(1,0,0,1,0,0)\" style=\"fill:url(#a);opacity:.5\" class=\"a(b)\" data-name=\"@x\"/>",
        "<linearGradient id=\"a\"><stop offset=\"5%\" stop-color=\"#fff\"/></linearGradient><use xlink:href=\"#a\"/>",
        "<animate attributeName=\"fill\" values=\"red;blue\" dur=\"2s\" repeatCount=\"indefinite\"/>",
        concat!(
            "<sodipodi:namedview xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" pagecolor=\"#ffffff\"/>",
            "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><cc:Work ",
            "xmlns:cc=\"http://creativecommons.org/ns#\" rdf:about=\"\"><dc:type xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
            "rdf:resource=\"http://purl.org/dc/dcmitype/StillImage\"/></cc:Work></rdf:RDF></metadata>",
            "<g xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" inkscape:label=\"Calque 1\" xml:space=\"preserve\"/>",
        ),
    ] {
        assert_eq!(active(svg(inner).as_bytes()), None, "{inner}");
    }
    for before in [
        "\u{feff}",
        "<?xml version='1.0' encoding='utf-8' standalone=\"no\"?>\n<!-- Generator: Adobe Illustrator - -->\n",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" ",
            "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"
        ),
    ] {
        let drawing = format!("{before}<svg xmlns=\"{SVG}\" version=\"1.1\" viewBox=\"0 0 9 9\"/>");
        assert_eq!(active(drawing.as_bytes()), None, "{before}");
    }
}

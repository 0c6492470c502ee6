//! What became of each part of a record, and why.

use serde::Serialize;

/// What may become of a part of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It stands in the article as it was.
    Kept,
    /// It stands there in another form.
    Converted,
    /// It is left for the newsroom, whole, outside of the articles.
    SetAside,
    /// It is nowhere but in the report.
    Dropped,
    /// The source did not say it, and an article needs it.
    MadeUp,
}

/// What is accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Words,
    /// An `href`.
    Link,
    /// The `src` of a picture.
    Picture,
    /// The `src` of a frame, a recording or a film.
    Frame,
    /// What has no words of its own: a block that a program fills, an unseen sign, a field of the record.
    Other,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident: $outcome:ident, $told:literal;)*) => {
        /// Why something is not as it was. What each is for is what it tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $(#[doc = $told] $name,)*
        }

        impl Reason {
            /// All that there are.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What becomes of a part for this reason.
            #[must_use]
            pub fn outcome(self) -> Outcome {
                match self { $(Self::$name => Outcome::$outcome,)* }
            }

            /// The reason in a sentence for a newsroom.
            #[must_use]
            pub fn told(self) -> &'static str {
                match self { $(Self::$name => $told,)* }
            }
        }
    };
}

reasons! {
    PictureBrought: Kept, "The picture lies in images/ now.";
    FileBrought: Kept, "The file lies in files/ now.";

    LinkToArticle: Converted, "The link leads to the article in this newspaper now.";
    LinkParted: Converted, "A link went over several paragraphs; each has it now.";
    PictureLink: Converted, "A link from a small picture to the large one: the large one is shown.";
    SmallPicture: Converted, "A smaller size was shown; the original at another address is taken.";
    EmojiPicture: Converted, "A picture of an emoji is the emoji itself now.";
    BackgroundPicture: Converted, "A picture behind a text stands before it now.";
    Caption: Converted, "What a caption was written with; its words stand under the picture.";
    Gallery: Converted, "What a gallery was written with; its pictures are there.";
    Embed: Converted, "A frame or an address alone on its line is a card that leads there now.";
    FrameAddress: Converted, "The frame's address is the page's own now.";
    Note: Converted, "A footnote's number and its links; the press numbers notes itself.";
    ReusableBlock: Converted, "A block that several articles share stands in the article itself now.";
    JoinedWord: Converted, "What stood within a word is gone; the word is whole.";
    RaisedInLine: Converted, "Raised or lowered signs where only plain text can stand: they stand in the line.";
    LostStyle: Converted, "Underlined, struck, highlighted or small: the words are plain now.";
    NestedTooDeep: Converted, "Lists in lists beyond four levels continue at the fourth.";
    MovedOut: Converted, "It stood within a line, a cell or a title, and follows it now.";
    MergedBox: Converted, "A box within a box, or one without text or title: its content goes on without a box.";
    LayoutTable: Converted, "A table of one cell that only framed its content.";
    SpannedCell: Converted, "A cell over several columns: empty cells follow it.";
    EscapedShortcode: Converted, "Doubled brackets around a shortcode that was only shown.";
    Mojibake: Converted, "Letters were broken by an earlier program (Ã© for é) and are mended.";
    BadEncoding: Converted, "Bytes that are no UTF-8 were read as Windows-1252.";
    UnseenSign: Converted, "A control character or a sign that turns letters around is removed.";
    SplitText: Converted, "The file was badly closed there (\"]]>\" or a loose &); the text is read to its end.";
    SlugTaken: Converted, "Another article has that slug, or an address cannot have it: it is another now.";
    FeaturedInBody: Converted, "The article's picture was the first of its text, too; it is shown once.";
    HeadlineInBody: Converted, "The text began with the headline; it is shown once.";
    LeadInBody: Converted, "The text began with the lead; it is shown once.";
    OlderForm: Converted, "The newest form of the text could not be read: an older one is taken.";
    TreeDepth: Converted, "Tags nested deeper than any page needs are left out; their words stay.";

    Draft: SetAside, "It is not published: it lies in drafts/.";
    Scheduled: SetAside, "It was to appear later: it lies in drafts/.";
    NoDate: SetAside, "It has no date: it lies in drafts/.";
    Private: SetAside, "It is for some readers only (private, with a password, for members): it lies in set-aside/private/, and no report says it.";
    Trashed: SetAside, "It was thrown away.";
    Page: SetAside, "A page, not an article: it lies in set-aside/page/, to be moved to pages/.";
    DraftPage: SetAside, "A page that is not published: it lies in set-aside/page/.";
    OtherKind: SetAside, "A kind of record of the site's own: say in the mapping file's kinds whether it is an article.";
    OtherRecord: SetAside, "A menu, a template or another record of the system itself.";
    OtherSite: SetAside, "Another site in the same export, none of which is imported: export its tables alone and import them into another folder.";
    Comments: SetAside, "Readers' comments lie in set-aside/comments.jsonl.";
    NothingToRead: SetAside, "It has no text and nothing to see.";
    Unreadable: SetAside, "The record could not be read; it lies there as it was.";
    TooLarge: SetAside, "The record is larger than 16 MiB: it lies where its file is named, as it was, else in the export alone.";
    CutOff: SetAside, "The file cannot be read beyond this place: export it again, then import again.";
    NoExport: SetAside, "A file beside the export that is none, or one of another system: nothing of it is imported; what is of another system is imported by itself.";
    UnknownPart: SetAside, "A part of a kind that is not known; it stands here as it was.";
    NoArticle: SetAside, "A page that is no article: a front page, a list, a fault, or one that a program fills.";
    Withheld: SetAside, "It was withheld or cancelled, or is under an embargo.";
    Superseded: SetAside, "An older version of an article that is here.";
    ExcerptOnly: SetAside, "The feed has only its beginning.";
    PictureMissing: SetAside, "The picture is not here: say --uploads with a copy of the old site's, or --fetch-pictures.";
    FileMissing: SetAside, "A file that the text leads to (PDF, sound, film) is not here, and its link leads to the old site still: say --uploads with a copy of the old site's, or --fetch-pictures.";
    NotFetched: SetAside, "The old site did not give the file, for the reason that is told: another import with --fetch-pictures asks again.";
    PictureWords: SetAside, "What is said of a picture that is not here; it comes with the picture.";
    PictureRefused: SetAside, "The file is no picture that browsers show and no file that the press publishes, is cut off, or larger than the press takes.";
    Conflict: SetAside, "The newsroom and the source both changed it: the newsroom's stands, the source's lies in conflicts/.";
    RemovedHere: SetAside, "The newsroom removed it here, or moved it elsewhere; it is left so.";
    Withdrawn: SetAside, "Readers see it no more in the source; here it is still an article: remove the file to withdraw it, too.";
    Gone: SetAside, "The source no longer has it; the article stays.";
    NotThere: SetAside, "What it names by a number is in no file of the export.";
    DoubledField: SetAside, "A field that the record has twice: the last one counts, this is the other.";
    OtherLanguage: SetAside, "The same words in another language: an article is in one.";
    Replaced: SetAside, "The mapping file puts something else in its place.";
    NotInSource: SetAside, "The mapping file names it, and the source has none of that name.";
    MetaField: SetAside, "A field that the mapping file says nothing of.";

    Script: Dropped, "A script or a style.";
    Form: Dropped, "A form, a button or a poll.";
    Advertisement: Dropped, "An advertisement.";
    TrackingPixel: Dropped, "A picture of one pixel that counts readers.";
    DynamicBlock: Dropped, "A block that the old system filled each time.";
    PageBreak: Dropped, "A mark of the old system: more, next page, space.";
    UnknownShortcode: Dropped, "A shortcode that is not known; what it enclosed stays.";
    Shortcode: Dropped, "A shortcode of layout; what it enclosed stays.";
    EmptyLink: Dropped, "A link without words.";
    PlainText: Dropped, "A link where only plain text can stand: a caption, a title, a source.";
    LinkNowhere: Dropped, "An address that leads nowhere or runs a program; the words stay.";
    InPageLink: Dropped, "A link within the page itself; the words stay.";
    FrameNowhere: Dropped, "A frame without an address on the web.";
    DoubledPicture: Dropped, "The same picture a second time, for browsers without scripts.";
    AlternativeFile: Dropped, "The same recording or film in another format.";
    FileName: Dropped, "What was to describe a picture is only its file's name.";
    DataPicture: Dropped, "A picture written into the page itself.";
    PictureNowhere: Dropped, "A picture without an address on the web.";
    ImageLink: Dropped, "A picture's own link to another page.";
    DownloadButton: Dropped, "The button beside a file; the file itself is linked to.";
    Drawing: Dropped, "A drawing or formula within the text (SVG, MathML, canvas).";
    InternalTag: Dropped, "A tag of the old system that readers did not see.";
    NotLed: Dropped, "An old address that no host can be told of, or that is one of the newspaper's own: its readers are not led on.";
    SectionNotHere: Dropped, "The address of a section in which nothing is published here, nor in any around it: its readers are not led on.";
    EarlyChange: Dropped, "The change is dated before the publication.";
    FeedFooter: Dropped, "The line below a text in which the feed names the article and its site.";
    BadDate: Dropped, "A date that there is not.";
    EmailOnly: Dropped, "A part that asks for a subscription.";
    OutsideArticle: Dropped, "The rest of the page, in numbers: menus, other articles, what is on every page.";
    Sharing: Dropped, "Buttons to share, to follow or to print.";
    Related: Dropped, "Other articles that the page leads to; the newspaper makes such lists itself.";
    Newsletter: Dropped, "A call to subscribe, to register or to give.";
    PageComments: Dropped, "Readers' comments on the page.";
    PagePart: Dropped, "A part of the page, not of the article: a menu, tags, who wrote it.";
    PageHead: Dropped, "The headline, the date or a name stood in the text, too.";
    Hidden: Dropped, "Browsers did not show it.";
    NothingShown: Dropped, "A box with nothing in it.";
    NotAllowed: Dropped, "What no article can hold.";

    NoAddress: MadeUp, "The export does not say where the old site was: say --base with its address.";
    ReadOffPage: MadeUp, "The page does not say it for programs: it is read off what readers see.";
    NoTitle: MadeUp, "There is no headline: the first words, or the date, stand for it.";
    NoAuthor: MadeUp, "Nobody signs it: the newsroom does.";
    NoSection: MadeUp, "It is in no section.";
    NoSlug: MadeUp, "It had no address of its own: one is made of the headline.";
    Alternative: MadeUp, "The picture was not described: its caption or title stands for it.";
    NoAlternative: MadeUp, "The picture is not described; write what it shows.";
    CardTitle: MadeUp, "The title or the name of the site on a card.";
    FilmSize: MadeUp, "The film's width and height were not said; write its own.";
    RepeatedCell: MadeUp, "A cell over several rows: its words are repeated in each.";
    QuotationMarks: MadeUp, "Quotation marks that browsers added.";
    BoxTitle: MadeUp, "A box without a title.";
    Unaccounted: MadeUp, "The importer lost or doubled this: please report it.";
}

/// A part of a record that is not simply as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub outcome: Outcome,
    pub reason: Reason,
    pub kind: Kind,
    /// As the source had it, whole; absent where it is made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// As it stands in the article; absent where it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// What is said of it beside its reason, such as what a host answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where in the record it stands, such as `body/figure[2]/img[1]`.
    pub place: String,
}

impl Entry {
    #[must_use]
    pub fn new(reason: Reason, kind: Kind, place: impl Into<String>) -> Self {
        Self {
            outcome: reason.outcome(),
            reason,
            kind,
            was: None,
            now: None,
            why: None,
            place: place.into(),
        }
    }

    #[must_use]
    pub fn was(mut self, was: impl Into<String>) -> Self {
        self.was = Some(was.into());
        self
    }

    #[must_use]
    pub fn why(mut self, why: Option<&str>) -> Self {
        self.why = why.map(str::to_owned);
        self
    }

    #[must_use]
    pub fn now(mut self, now: impl Into<String>) -> Self {
        self.now = Some(now.into());
        self
    }
}

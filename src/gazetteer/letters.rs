//! How single letters of the four languages are written in the Latin of the search form.

/// The script of a letter, as far as names here are written in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// English, Azerbaijani, Turkish, …
    Latin,
    /// Russian; Azerbaijani before 1991.
    Cyrillic,
    /// Armenian.
    Armenian,
    /// Anything else.
    Other,
}

impl Script {
    /// The script of one character.
    #[must_use]
    pub fn of(c: char) -> Self {
        match c {
            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{259}' | '\u{1e00}'..='\u{1eff}' => {
                Self::Latin
            }
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{531}'..='\u{556}' | '\u{561}'..='\u{587}' | '\u{fb13}'..='\u{fb17}' => {
                Self::Armenian
            }
            _ => Self::Other,
        }
    }

    /// The script of the first letter in a text that has one of the three.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        text.chars()
            .map(Self::of)
            .find(|script| *script != Self::Other)
            .unwrap_or(Self::Other)
    }
}

/// The lower-case form of a letter; both Turkic i become `i`.
#[must_use]
pub fn lower(c: char) -> char {
    match c {
        'İ' | 'ı' => 'i',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Whether a character belongs to a word and leaves no trace in its search form: apostrophes, the
/// Armenian marks of stress and question, soft hyphens and invisible format characters.
#[must_use]
pub const fn is_silent(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '\u{55b}' | '\u{55c}' | '\u{55e}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// Whether a character is used as an apostrophe.
#[must_use]
pub const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | 'ˈ' | '′' | '՚'
    )
}

/// Whether a character parts words and joins what it parts: blanks, hyphens, quotation marks.
#[must_use]
pub fn is_joint(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '‐'
                | '‑'
                | '‒'
                | '–'
                | '—'
                | '֊'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '_'
        )
}

/// The Latin of a lower-case letter with a mark, of Cyrillic or of Armenian.
///
/// The table is chosen so that the spellings of one name meet: `Ходжалы` and `Խոջալու` are written
/// as an English report writes them, ы and ı alike become `i`, ə becomes `a`.
#[must_use]
pub const fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ə' | 'ә' | 'а' | 'ա' => "a",
        'б' | 'բ' => "b",
        'в' | 'վ' | 'ւ' => "v",
        'г' | 'ҝ' | 'ҡ' | 'գ' => "g",
        'ğ' | 'ғ' | 'ղ' => "gh",
        'д' | 'դ' => "d",
        'е' | 'ё' | 'э' | 'ե' | 'է' => "e",
        'ж' | 'ժ' => "zh",
        'з' | 'զ' => "z",
        'и' | 'ы' | 'ի' | 'ը' => "i",
        'й' | 'ј' | 'յ' => "y",
        'к' | 'կ' | 'ք' => "k",
        'л' | 'լ' => "l",
        'м' | 'մ' => "m",
        'н' | 'ն' => "n",
        'о' | 'ө' | 'ö' | 'օ' | 'ո' => "o",
        'п' | 'պ' | 'փ' => "p",
        'р' | 'ր' | 'ռ' => "r",
        'с' | 'ս' => "s",
        'т' | 'տ' | 'թ' => "t",
        'у' | 'ү' | 'ü' => "u",
        'ф' | 'ֆ' => "f",
        'х' | 'խ' => "kh",
        'һ' | 'հ' => "h",
        'ц' | 'ծ' | 'ց' => "ts",
        'ձ' => "dz",
        'ч' | 'ç' | 'ճ' | 'չ' => "ch",
        'ш' | 'ş' | 'ș' | 'շ' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ҹ' | 'җ' | 'ջ' => "j",
        'և' => "ev",
        _ => return None,
    })
}

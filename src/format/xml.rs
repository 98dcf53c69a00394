//! Text in XML: nothing that somebody wrote is ever read as markup, and the file stays well-formed.

use std::fmt;

/// A text that writes itself with everything escaped that XML could take for markup, and without
/// what XML cannot hold at all.
///
/// # References
/// - Extensible Markup Language (XML) 1.0, section 2.2 (production `Char`)
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' => fmt::Write::write_char(f, c)?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_str("\u{fffd}")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_do_not_break_the_file() {
        let text = Text("a<b a=\"c\"> & ]]>\u{1}\u{ffff}\n").to_string();
        assert_eq!(
            text,
            "a&lt;b a=&quot;c&quot;&gt; &amp; ]]&gt;\u{fffd}\u{fffd}\n"
        );
    }
}

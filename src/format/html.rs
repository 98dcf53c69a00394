//! Text in HTML: nothing that somebody wrote is ever read as markup.

use std::fmt;

/// A text that writes itself with everything escaped that HTML could take for markup, and in a
/// direction of its own.
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
                '\'' => f.write_str("&#39;")?,
                // Marks that turn the direction of writing are shown, not obeyed.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => f.write_str("\u{fffd}")?,
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
    fn markup_is_shown_and_not_read() {
        let text = Text("<img src=x onerror='a(\"b\")'>&\u{202e}").to_string();
        insta::assert_snapshot!(text, @"&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;�");
    }
}

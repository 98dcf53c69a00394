//! Bodies made of pieces that lie in memory already.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use hyper::body::{Frame, SizeHint};

/// The most pieces that are sent one by one: many small ones are cheaper as a copy.
pub const MOST_APART: usize = 16;

/// Pieces that are sent one after another, without a copy.
#[derive(Debug, Default)]
pub struct Pieces {
    pieces: VecDeque<Bytes>,
    left: u64,
}

impl Pieces {
    /// One more piece at the end.
    pub fn push(&mut self, piece: impl Into<Bytes>) {
        let piece = piece.into();
        self.left += piece.len() as u64;
        if !piece.is_empty() {
            self.pieces.push_back(piece);
        }
    }

    /// How many bytes there are.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.left
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// All in one piece.
    #[must_use]
    pub fn whole(self) -> Bytes {
        let mut whole = BytesMut::with_capacity(usize::try_from(self.left).unwrap_or(0));
        for piece in self.pieces {
            whole.extend_from_slice(&piece);
        }
        whole.freeze()
    }

    /// As a body with a known length.
    pub fn body(self) -> Body {
        if self.pieces.len() > MOST_APART {
            Body::from(self.whole())
        } else {
            Body::new(self)
        }
    }
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.pieces.pop_front();
        self.left -= next.as_ref().map_or(0, |piece| piece.len() as u64);
        Poll::Ready(next.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

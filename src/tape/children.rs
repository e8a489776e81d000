//! Going through what a container holds.

use super::roll::Node;

/// What a container holds, one after the other.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    pub(super) nodes: &'t [Node],
    pub(super) at: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = (u32, &'t Node);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.nodes.first()?;
        let at = self.at;
        let next = if first.kind.is_container() { first.after() } else { at + 1 };
        self.nodes = self.nodes.get((next - at) as usize..).unwrap_or_default();
        self.at = next;
        Some((at, first))
    }
}

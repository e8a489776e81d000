//! The things that a noun ranges over.

use super::lookup::{Depth, Found};
use super::reason::Problem;
use super::world::NodeRef;
use super::{Binding, Judge};
use crate::model::{Range, RangeKind, Reference, Spelled};
use crate::name::Name;
use crate::proposal::document::Content;
use crate::value::Reading;

/// A thing of a range.
pub(super) struct Candidate<'a> {
    pub(super) binding: Binding<'a>,
    /// What it is called in the report.
    pub(super) name: String,
    /// What `except` may call it besides its own names.
    also: Vec<Name>,
    /// Where it stands.
    pub(super) nodes: Vec<NodeRef>,
    /// Why it is not certain to be there.
    pub(super) doubt: Option<Problem>,
}

/// Why a range cannot be told, and where.
type Fault = (Problem, Vec<NodeRef>);

impl<'a> Judge<'a> {
    /// The things of a range, before its filter.
    pub(super) fn things(&mut self, range: &'a Range) -> Result<Vec<Candidate<'a>>, Fault> {
        // once too many were looked at, no more are sought
        self.look_at(0).map_err(|problem| (problem, Vec::new()))?;
        let things = self.all_things(range)?;
        self.look_at(things.len()).map_err(|problem| (problem, Vec::new()))?;
        Ok(things)
    }

    fn all_things(&mut self, range: &'a Range) -> Result<Vec<Candidate<'a>>, Fault> {
        match &range.kind {
            RangeKind::Members(members) => {
                Ok(members.iter().map(|member| self.member(member)).collect())
            }
            RangeKind::Field(field) => self.entries_under(field),
            RangeKind::Collection(name) => self.collection(name),
        }
    }

    /// All that a thing is called.
    pub(super) fn names_of(&self, candidate: &Candidate<'a>) -> Vec<Name> {
        let own = candidate.nodes.iter().flat_map(|node| self.world.names(*node));
        candidate.also.iter().cloned().chain(own).collect()
    }

    fn member(&mut self, member: &'a Reference) -> Candidate<'a> {
        let plain = member.last_name().map(|name| name.name.clone());
        Candidate {
            binding: Binding::Member(member),
            name: member.text.clone(),
            also: plain.into_iter().chain([Name::new(&member.text)]).collect(),
            nodes: Vec::new(),
            doubt: None,
        }
    }

    /// The entries of a field; the field itself where it is a single value.
    fn entries_under(&mut self, field: &'a Reference) -> Result<Vec<Candidate<'a>>, Fault> {
        let mut things = Vec::new();
        for cell in self.lookup(field, Depth::Node) {
            let nodes = match cell.what {
                Ok(Found::Nodes(nodes)) => nodes,
                Ok(Found::Value(_, nodes)) => nodes,
                Err(problem) => {
                    let nodes = super::compare::problem_nodes(&problem);
                    return Err((problem, nodes));
                }
            };
            for node in nodes {
                match self.world.content(node) {
                    Content::Mapping(children) | Content::List(children) if children.is_empty() => {
                        return Err((Problem::Empty(node), vec![node]));
                    }
                    Content::Mapping(_) | Content::List(_) => {
                        let scheduled = self.schedule(node, Depth::Entries).is_some();
                        let base = Name::new("base");
                        // where a schedule starts from is no value in force
                        let in_force = |entry: &NodeRef| {
                            !(scheduled && self.world.names(*entry).contains(&base))
                        };
                        let entries = self.world.children(node).filter(in_force);
                        things.extend(entries.map(|entry| self.thing_at(entry, None)));
                    }
                    Content::Scalar { .. } => {
                        things.push(self.thing_at(node, Some(field.text.clone())))
                    }
                }
            }
        }
        Ok(things)
    }

    fn thing_at(&self, node: NodeRef, name: Option<String>) -> Candidate<'a> {
        let name = name.unwrap_or_else(|| self.world.entry_name(node));
        Candidate {
            binding: Binding::Thing(vec![node], name.as_str().into()),
            name,
            also: Vec::new(),
            nodes: vec![node],
            doubt: None,
        }
    }

    /// The entries of a top-level collection, with the facts of the same names; else every node of this name.
    fn collection(&mut self, name: &Spelled) -> Result<Vec<Candidate<'a>>, Fault> {
        if let Some(top) = self.world.top_anywhere(&name.name)
            && let Some(entries) = self.collected(top)?
        {
            return Ok(entries);
        }
        let Some(found) = self.everywhere(&name.name) else {
            let suggestion = self.suggest(&name.name, &[]);
            return Err((Problem::NothingCalled { name: name.clone(), suggestion }, Vec::new()));
        };
        Ok(found)
    }

    fn collected(&self, top: NodeRef) -> Result<Option<Vec<Candidate<'a>>>, Fault> {
        match self.world.content(top) {
            Content::Mapping(children) | Content::List(children) if children.is_empty() => {
                Err((Problem::Empty(top), vec![top]))
            }
            Content::Mapping(_) | Content::List(_) => {
                let entries: Vec<NodeRef> = self.world.children(top).collect();
                Ok(Some(entries.into_iter().map(|entry| self.gathered(entry)).collect()))
            }
            Content::Scalar { .. } => match self.world.reading(top) {
                Some(Reading::Open) => Err((Problem::Open(top), vec![top])),
                Some(Reading::Offered) => Err((Problem::Offered(top), vec![top])),
                _ => Ok(None),
            },
        }
    }

    /// An entry, with what is stated of it in other collections and in the facts.
    fn gathered(&self, entry: NodeRef) -> Candidate<'a> {
        let mut thing = self.thing_at(entry, None);
        if let Binding::Thing(nodes, _) = &mut thing.binding {
            nodes.extend(self.world.elsewhere(entry));
        }
        thing
    }

    /// Every node of this name in the proposal, called by where it is; `None` where there is none.
    fn everywhere(&self, name: &Name) -> Option<Vec<Candidate<'a>>> {
        let document = self.world.document(0);
        let of = |name: &Name| -> Vec<NodeRef> {
            let called =
                |node: &NodeRef| document.key(node.node).is_some_and(|key| key.name == *name);
            document.nodes().map(|node| NodeRef { layer: 0, node }).filter(called).collect()
        };
        let exact = of(name);
        let plural = exact.is_empty();
        let nodes = if plural { of(&name.other_number()) } else { exact };
        let things =
            || nodes.iter().flat_map(|node| self.place_or_entries(*node, plural)).collect();
        (!nodes.is_empty()).then(things)
    }

    /// A node where it is; the entries of `safeguards` for `every safeguard`.
    fn place_or_entries(&self, node: NodeRef, plural: bool) -> Vec<Candidate<'a>> {
        // what is agreed not to be there is not there; of what is open nobody knows
        let reading = self.world.reading(node);
        if reading == Some(Reading::Absent) {
            return Vec::new();
        }
        let document = self.world.document(node.layer);
        let key = document.key(node.node).map(|key| key.text.clone()).unwrap_or_default();
        let container = matches!(self.world.content(node), Content::Mapping(_) | Content::List(_));
        if plural && container && key.ends_with(['s', 'S']) {
            return self.world.children(node).map(|child| self.thing_at(child, None)).collect();
        }
        let parent = document.parent(node.node).filter(|parent| *parent != document.root());
        let name = match parent {
            Some(parent) => {
                format!(
                    "{key} on {}",
                    self.world.entry_name(NodeRef { layer: node.layer, node: parent })
                )
            }
            None => key,
        };
        let mut thing = self.thing_at(node, Some(name));
        thing.doubt = (reading == Some(Reading::Open)).then_some(Problem::Open(node));
        if let Some(parent) = parent {
            thing.also.extend(self.world.names(NodeRef { layer: node.layer, node: parent }));
        }
        vec![thing]
    }
}

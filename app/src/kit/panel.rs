//! Frames around what belongs together. A frame never stands in another one.

/// A list whose lines lead somewhere; each line is a [`LINE`].
pub const LIST: &str = "overflow-hidden rounded-card border border-line bg-raised";

/// One line of a [`LIST`].
pub const LINE: &str = "border-b border-line last:border-b-0";

/// What has just come about, or waits for the viewer.
pub const NEWS: &str = "grid gap-3 rounded-card border border-accent bg-accent-soft p-6";

/// A question that has to be answered before the form can be sent.
pub const QUESTION: &str = "rounded-control border border-s-4 border-line border-s-warn px-4 py-3";

package import Foundation

/// What a look at the target of a record says of sending the record now.
///
/// | sight | the record |
/// | --- | --- |
/// | go | is sent; the note is journaled with its intent |
/// | refused | is refused, nothing was sent |
/// | reached | is settled without being sent |
/// | early | waits until then, not sent |
/// | unclear | waits for a later look, never refused |
package enum Sight: Sendable, Equatable {
  /// - Parameter noting: what a look-up must know to judge what became of the record: short, in the
  ///   operation's own form, nothing personal. See ``Sought/sighting``.
  case go(noting: String? = nil)
  /// - Parameter code: stable; its sentence stands in ``StatusTable/Sentences/refusals``.
  case refused(code: String)
  /// What the record is for is there already.
  ///
  /// - Parameter isOurs: whether the API shows that it came from this very record; one that was sent
  ///   before counts as ours without that.
  case reached(RemoteRecord, isOurs: Bool)
  case early(until: Date)
  case unclear
}

/// A record that is looked up.
package struct Sought: Sendable, Hashable {
  package var customCode: String
  /// What was noted of its target before it was sent, see ``Sight/go(noting:)``; nil where nothing was.
  package var sighting: String?
  /// What its request acts on, see ``BulkOperation/target(of:)``; only where nothing was noted, although
  /// the record may have been sent.
  package var target: String?

  package init(_ customCode: String, sighting: String? = nil, target: String? = nil) {
    self.customCode = customCode
    self.sighting = sighting
    self.target = target
  }
}

package import Foundation

/// What a look at the target of a record says of sending the record now.
///
/// | sight | the record |
/// | --- | --- |
/// | go | is sent; the note is journaled with its intent |
/// | further | is looked at by one more question |
/// | refused | is refused, nothing was sent |
/// | reached | is settled without being sent |
/// | early | waits until then, not sent |
/// | unclear | waits for a later look, never refused |
package enum Sight: Sendable, Equatable {
  /// - Parameter noting: what a look-up must know to judge what became of the record: short, in the
  ///   operation's own form, nothing personal. See ``Sought/sighting``.
  /// - Parameter telling: what the request needs of what was seen; it is kept nowhere.
  case go(noting: String? = nil, telling: String? = nil)
  /// - Parameter knowing: what was seen so far, for the operation itself; it is kept nowhere.
  case further(knowing: String)
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

/// What is known when the target of a record is looked at.
package struct Glance: Sendable, Equatable {
  /// What an earlier question of the same look found, see ``Sight/further(_:knowing:)``.
  package var known: String?
  /// What was noted before an earlier sending of the record; nil before the first one.
  package var former: String?

  package init(known: String? = nil, former: String? = nil) {
    (self.known, self.former) = (known, former)
  }
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

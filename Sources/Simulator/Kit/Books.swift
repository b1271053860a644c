/// Everything that an API of the vendor knows, as of one moment.
///
/// Time passes by ``advance(to:)`` alone, and only events change anything else: in their order they give the
/// same books again.
protocol Books: Sendable {
  associatedtype Event: BookEvent

  init(settings: SimulatorSettings)
  /// Never runs backwards, also when the clock is set back.
  var now: Moment { get }
  /// Lets time pass, and happen what is due by itself.
  mutating func advance(to moment: Moment)
  /// Carries out an event that was judged.
  ///
  /// - Parameter token: signs the callbacks that follow.
  /// - Returns: the id of what was stored or changed.
  @discardableResult
  mutating func apply(_ event: Event, token: String?) -> Event.ID
  /// Keeps what was just stored out of reads for a while.
  mutating func hide(_ id: Event.ID, forMilliseconds lag: Int64)
  /// The callbacks that the latest changes brought about.
  mutating func takeNewCallbacks() -> [CallbackQueue.Entry]
}

extension Books {
  mutating func takeNewCallbacks() -> [CallbackQueue.Entry] { [] }
}

/// One change of the books, as a line of the store file keeps it. What the caller sent stands in it as it
/// came.
protocol BookEvent: Sendable {
  associatedtype Kind: RawRepresentable<String>
  /// Of what events store and change.
  associatedtype ID: Sendable

  /// Of the lines in the store file.
  static var mark: String { get }
  var kind: Kind { get }
  var body: JSONValue { get }
  /// Reads what ``write(to:)`` wrote, and the body.
  init(_ kind: Kind, from line: JSONValue)
  /// Writes the members of an event of this type.
  func write(to writer: inout JSONWriter)
  /// The same event where the one before it, of the same write, stored or changed `id`.
  func following(_ id: ID) -> Self
}

extension BookEvent {
  func following(_ id: ID) -> Self { self }

  func line(at moment: Moment) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("operation", Self.mark)
    writer.member("event", kind.rawValue)
    writer.member("stored_ms", Int(moment.milliseconds))
    write(to: &writer)
    writer.member("body", orNull: body)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// - Throws: ``JSONReadingError`` when the line is no event.
  static func read(_ line: [UInt8]) throws(JSONReadingError) -> (event: Self, at: Moment) {
    let json = try JSONValue(line)
    guard let kind = json["event"]?.text.flatMap(Kind.init(rawValue:)),
      let milliseconds = json["stored_ms"]?.integer
    else { throw JSONReader(line).failure("line that is not a stored record") }
    return (Self(kind, from: json), Moment(milliseconds: Int64(milliseconds)))
  }
}

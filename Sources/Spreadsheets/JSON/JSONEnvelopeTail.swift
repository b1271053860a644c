/// Passes over what stands behind the records of an envelope, piece by piece, and notices when a second
/// member `data` holds more of them.
struct JSONEnvelopeTail: Equatable {
  /// The records' array was closed, the envelope is open.
  private var skipper = JSONValueSkipper(depth: 1)
  private var progress = Progress.none
  /// More records begin where ``skip(_:from:)`` stopped.
  private(set) var hasMoreRecords = false

  /// How much of `"data": [` has been met.
  private enum Progress: Equatable {
    case none
    case inKey(matched: Int)
    case behindKey, behindColon
  }

  private static let key = Array("data".utf8)

  /// The envelope is closed.
  var isDone: Bool { skipper.isDone }

  /// - Returns: the index behind the envelope, or behind the bracket that opens more records, or the
  ///   text's end.
  mutating func skip(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, !isDone, !hasMoreRecords {
      take(text[index])
      index += 1
    }
    return index
  }

  private mutating func take(_ byte: UInt8) {
    if skipper.isInString {
      takeInString(byte)
    } else if skipper.depth == 1 {
      takeBetween(byte)
    }
    // The bracket is closed by those who read the records.
    if !hasMoreRecords { skipper.take(byte) }
  }

  private mutating func takeInString(_ byte: UInt8) {
    guard case .inKey(let matched) = progress else { return }
    if byte == quoteByte {
      progress = matched == Self.key.count ? .behindKey : .none
    } else if matched < Self.key.count, byte == Self.key[matched] {
      progress = .inKey(matched: matched + 1)
    } else {
      progress = .none
    }
  }

  private mutating func takeBetween(_ byte: UInt8) {
    switch (progress, byte) {
    case (_, 0x20), (_, 0x09), (_, 0x0A), (_, 0x0D): break
    case (_, quoteByte): progress = .inKey(matched: 0)
    case (.behindKey, 0x3A): progress = .behindColon
    case (.behindColon, 0x5B): hasMoreRecords = true
    default: progress = .none
    }
  }
}

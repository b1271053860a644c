internal import BulkEngine
internal import Foundation

/// A small file beside the journal that counts the batches announced in it: `journal.sqlite-sent`.
///
/// A journal that knows fewer batches than were announced has lost some: its log is gone, or an older
/// copy stands in its place. What it calls unsent may have been sent, and the API is asked first.
/// The count is written behind each intent and before its request leaves, without waiting for the
/// disk: a loss of power makes it older than the journal, which means nothing.
struct SentMark: Equatable {
  /// Code of the run.
  var run: String
  /// Batches announced so far.
  var batches: Int
  /// Whether the file is the one that was written here. Its text tells its inode and when it was
  /// written, and the system when its entry changed last, which no program can set: a copy, and a
  /// file restored from one, has another inode or another time.
  var isOriginal = true

  private static let form = "qualifica-sent/1"
  /// Every text has this length, so that a shorter one is never left behind the new one.
  private static let byteCount = 128
  /// Between the time in the text and that of the system: a few ticks of its clock.
  private static let tolerance: Int64 = 20_000_000
  /// A disk of another machine has a clock of its own; the second text has its time.
  private static let mostWritings = 5

  static func path(ofJournal path: String) -> String { "\(path)-sent" }

  /// The mark beside the journal at `path`; nil when there is none that can be read.
  static func read(besideJournal path: String) -> SentMark? {
    guard
      let (content, stamp) = PrivateFile.content(
        path: Self.path(ofJournal: path), limit: byteCount)
    else { return nil }
    let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 5, words[0] == form, let inode = UInt64(words[2]),
      let changedAt = Int64(words[3]), let batches = Int(words[4])
    else { return nil }
    let told = FileStamp(inode: inode, changedAt: changedAt)
    return SentMark(run: String(words[1]), batches: batches, isOriginal: isSame(told, stamp))
  }

  /// - Throws: ``JournalError``.
  func write(besideJournal path: String) throws {
    let path = Self.path(ofJournal: path)
    var told = FileStamp(inode: 0, changedAt: PrivateFile.now())
    if let inode = PrivateFile.content(path: path, limit: 1)?.stamp.inode { told.inode = inode }
    for _ in 0..<Self.mostWritings {
      let text = "\(Self.form) \(run) \(told.inode) \(told.changedAt) \(batches)"
      let padding = String(repeating: " ", count: max(0, Self.byteCount - 1 - text.utf8.count))
      let stamp = try PrivateFile.overwrite(path: path, with: Array((text + padding + "\n").utf8))
      if Self.isSame(told, stamp) { return }
      told = stamp
    }
  }

  private static func isSame(_ first: FileStamp, _ second: FileStamp) -> Bool {
    let (distance, overflow) = first.changedAt.subtractingReportingOverflow(second.changedAt)
    return first.inode == second.inode && !overflow && distance.magnitude <= UInt64(tolerance)
  }
}

extension JournalDoubt {
  /// What the mark beside a journal says of it.
  ///
  /// - Parameters:
  ///   - run: code, batches announced and whether such runs have a mark; nil for an empty journal.
  init?(mark: SentMark?, run: (code: String, batches: Int, hasMark: Bool)?) {
    switch (mark, run) {
    case (nil, nil): return nil
    case (nil, let run?):
      guard run.hasMark else { return nil }
      self = .countMissing
    case (let mark?, nil):
      guard mark.batches > 0 else { return nil }
      self = .batchesMissing
    case (let mark?, let run?):
      if mark.batches > run.batches || (mark.run != run.code && mark.batches > 0) {
        self = .batchesMissing
      } else if !mark.isOriginal {
        self = .copied
      } else {
        return nil
      }
    }
  }
}

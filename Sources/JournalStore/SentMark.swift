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
  /// Of the journal file: a copy and a restored file have another one.
  var inode: UInt64
  /// Batches announced so far.
  var batches: Int

  private static let form = "qualifica-sent/1"
  /// Every text has this length, so that a shorter one is never left behind the new one.
  private static let byteCount = 128

  static func path(ofJournal path: String) -> String { "\(path)-sent" }

  /// The mark beside the journal at `path`; nil when there is none that can be read.
  static func read(besideJournal path: String) -> SentMark? {
    guard let content = PrivateFile.content(path: Self.path(ofJournal: path), limit: byteCount)
    else { return nil }
    let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 4, words[0] == form, let inode = UInt64(words[2]),
      let batches = Int(words[3])
    else { return nil }
    return SentMark(run: String(words[1]), inode: inode, batches: batches)
  }

  /// - Throws: ``JournalStoreError``.
  func write(besideJournal path: String) throws {
    let text = "\(Self.form) \(run) \(inode) \(batches)"
    let padding = String(repeating: " ", count: max(0, Self.byteCount - 1 - text.utf8.count))
    try PrivateFile.overwrite(
      path: Self.path(ofJournal: path), with: Array((text + padding + "\n").utf8))
  }
}

/// Why a journal may not know of everything that was sent.
package enum JournalDoubt: String, Sendable, Equatable {
  /// It knows fewer batches than were announced.
  case batchesMissing = "batches_missing"
  /// It is a copy, or was restored from one.
  case copied
  /// The count beside it is gone.
  case countMissing = "count_missing"

  /// What the mark beside a journal says of it.
  ///
  /// - Parameters:
  ///   - run: code, batches announced and whether such runs have a mark; nil for an empty journal.
  ///   - inode: of the journal file.
  init?(
    mark: SentMark?, run: (code: String, batches: Int, hasMark: Bool)?, inode: UInt64
  ) {
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
      } else if mark.inode != inode {
        self = .copied
      } else {
        return nil
      }
    }
  }
}

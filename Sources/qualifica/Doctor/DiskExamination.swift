import Foundation
import BulkEngine
import Spreadsheets

/// Whether a run folder could be made here: space, a private folder, a lock, a journal that works.
enum DiskExamination {
  /// Below this a run of some ten thousand records may not fit.
  private static let littleSpace: Int64 = 200 << 20

  /// Tries it in a folder of its own inside `parent`, which is removed again.
  static func of(_ parent: String, _ language: Language) async -> Examination {
    let name = ".qualifica-doctor-\(RandomSource.system.identifier(length: 8))"
    let folder = "\(parent)/\(name)"
    defer { try? FileManager.default.removeItem(atPath: SystemPath.plain(folder)) }
    do {
      try createPrivateFolder(at: folder)
      let place = RunFolder(path: folder)
      let lock = try place.store.lock()
      try await tryJournal(in: place)
      withExtendedLifetime(lock) {}
      return space(freeBytes(folder), parent, language)
    } catch {
      return .failed(.disk, error, language)
    }
  }

  private static func tryJournal(in place: RunFolder) async throws {
    let journal = try place.store.open(.readWrite)
    try await journal.note(JournalEvent(at: Date(), kind: "doctor", evidence: ""))
    guard try await place.store.open(.readOnly).events().count == 1 else {
      throw JournalError.damaged(
        path: place.journalPath, reason: "what was written is not there")
    }
  }

  private static func freeBytes(_ folder: String) -> Int64? {
    let attributes = try? FileManager.default.attributesOfFileSystem(
      forPath: SystemPath.plain(folder))
    return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
  }

  static func space(_ free: Int64?, _ folder: String, _ language: Language) -> Examination {
    guard let free else {
      return .ok(
        .disk, language.pick("\(folder) takes a journal", "\(folder) aceita um diário"))
    }
    let megabytes = free >> 20
    let says = language.pick(
      "\(folder) takes a journal; \(megabytes) MB free",
      "\(folder) aceita um diário; \(megabytes) MB livres")
    guard free < littleSpace else { return .ok(.disk, says) }
    return .warning(
      .disk, says,
      todo: language.pick(
        "Make room: a run needs about twice the size of its input.",
        "Libere espaço: uma execução precisa de cerca do dobro do tamanho do arquivo."))
  }
}

import BulkEngine
import Foundation
import Spreadsheets

/// Finds the run whose rows a file has.
enum FamilySearch {
  /// Folders beside the file that are looked into.
  private static let mostFolders = 64

  /// - Parameters:
  ///   - origin: the file as it was given.
  ///   - folder: of the run that begins.
  ///   - operation: what that run is for: the files of another operation's run are sheets of their own.
  /// - Returns: the folder of the run that wrote `origin`, in its folder or, corrected and saved
  ///   elsewhere, beside it; nil for a sheet of its own.
  /// - Throws: ``FolderRefusal/runOpenToOthers(path:)`` where such a run may be the one; `CancellationError`.
  static func parent(
    of origin: String, input: Input, for folder: RunFolder, _ check: any SheetCheck,
    operation: String
  ) async throws -> RunFolder? {
    guard input.mapping.hasEarlierRun else { return nil }
    let place = RunFolder(path: SystemPath.folder(of: SystemPath.absolute(origin)))
    let isHere = SystemPath.isSame(place.path, folder.path)
    if !isHere, place.hasJournal, OutputFiles.isOwn(SystemPath.name(of: origin)) {
      try place.requireClosed()
      let run = try? await place.store.open(.readOnly).run()
      return run.map { $0.settings.operation.name == operation } ?? true ? place : nil
    }
    let enclosing = RunFolder(path: SystemPath.folder(of: SystemPath.absolute(folder.path)))
    var found: (folder: RunFolder, shared: Int, startedAt: Date)?
    let wanted = try await codes(in: input, check)
    for candidate in try candidates(near: [place, enclosing])
    where !SystemPath.isSame(candidate.path, folder.path) {
      guard let journal = try? candidate.store.open(.readOnly),
        let run = try? await journal.run(), run.settings.operation.name == operation
      else { continue }
      let shared = try await sharedCodes(of: candidate, wanted, run, check)
      // Codes of one's own stand for the same people in every sheet: a few in common say nothing, and of
      // several runs it is the one that has the most.
      guard shared * 2 > wanted.count,
        (shared, run.startedAt) > (found?.shared ?? 0, found?.startedAt ?? .distantPast)
      else { continue }
      found = (candidate, shared, run.startedAt)
    }
    return found?.folder
  }

  /// Runs in these folders and beside them, with their families.
  private static func candidates(near places: [RunFolder]) throws -> [RunFolder] {
    var folders: [RunFolder] = []
    for place in places {
      let names = (try? place.names()) ?? []
      let beside = names.filter { $0.hasSuffix(".\(RunFolder.Purpose.run.rawValue)") }
        .map { RunFolder(path: "\(place.path)/\($0)") }
      for folder in [place] + beside.prefix(mostFolders) where try isUsable(folder) {
        folders += try Family(of: folder).folders.map(\.folder).filter(isUsable)
      }
    }
    return Array(folders.prefix(mostFolders))
  }

  /// One that others may write into is not passed over: rounds would be lost from `payable.csv` unseen.
  private static func isUsable(_ folder: RunFolder) throws -> Bool {
    guard folder.hasJournal else { return false }
    do {
      try folder.requireFolder()
      try folder.requireOwnership()
      return true
    } catch let refusal as FolderRefusal {
      guard case .runOpenToOthers = refusal else { return false }
      throw refusal
    } catch {
      return false
    }
  }

  /// How many of the codes stand in the correction file of a run.
  private static func sharedCodes(
    of folder: RunFolder, _ wanted: Set<Int>, _ run: Run, _ check: any SheetCheck
  ) async throws -> Int {
    var shared = 0
    for ending in ["csv", "ndjson"] {
      let path = "\(folder.path)/\(OutputFiles.fix).\(ending)"
      guard SystemPath.exists(path) else { continue }
      let reading = ReadingSettings(mapping: run.settings.reading.mapping)
      guard let input = try? Input(path: path, reading: reading, for: check) else { continue }
      shared = max(shared, try await codes(in: input, check).intersection(wanted).count)
    }
    return shared
  }

  /// Families of the codes that the records of a file bring.
  private static func codes(in input: Input, _ check: any SheetCheck) async throws -> Set<Int> {
    var collecting = Collecting()
    do {
      _ = try await RecordPass(input, check).run(&collecting)
    } catch let error as CancellationError {
      throw error
    } catch {
      return []
    }
    return collecting.codes
  }

  private struct Collecting: RecordVisitor {
    var codes: Set<Int> = []

    var needsValues: Bool { false }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
      let code = String(decoding: block.customCode(index), as: UTF8.self).lowercased()
      if !code.isEmpty { codes.insert(CodeLineage(of: code.utf8).hashValue) }
    }
    mutating func end() async throws {}
  }
}

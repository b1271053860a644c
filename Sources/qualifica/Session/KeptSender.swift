import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// The sender of a run's bills where it may be a person: the journal names no person, so it stands in a
/// file of the run folder, which goes with a purge.
struct KeptSender {
  let folder: RunFolder

  private static let mostBytes = 1 << 16
  private var path: String { "\(folder.path)/\(OutputFiles.sender)" }

  /// Nil where there is none, or none that can be read.
  var sender: BillSender? {
    guard EntryStatus.of(path)?.isFile == true,
      let content = try? SmallFile(path: path, limit: Self.mostBytes).bytes
    else { return nil }
    return try? JSONDecoder().decode(BillSender.self, from: Data(content))
  }

  /// - Throws: ``SpreadsheetError``.
  func keep(_ sender: BillSender) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var file = try AtomicFile(path: path)
    try file.append(String(decoding: try encoder.encode(sender), as: UTF8.self) + "\n")
    try file.commit()
  }

  /// Keeps the sender of a run that begins; one of a run that never got its plan goes.
  ///
  /// - Throws: ``SpreadsheetError``.
  func keep(of settings: RunSettings) throws {
    if let sender = settings.billing?.personalSender { return try keep(sender) }
    if EntryStatus.of(path)?.isFile == true { try SystemPath.remove(path) }
  }

  /// The run as it was begun, where its sender is known here.
  func completed(_ run: Run) -> Run {
    guard let billing = run.settings.billing, billing.lacksSender, let sender,
      let settings = billing.recalling(sender)
    else { return run }
    var run = run
    run.settings.operation = settings
    return run
  }
}

extension RunSettings {
  /// The operation, where it bills people for somebody.
  var billing: (any BillingChoice)? {
    (try? OperationTable.stored(operation)) as? any BillingChoice
  }

  /// As a journal keeps them.
  var withoutPersons: RunSettings {
    var settings = self
    settings.operation = own.kept
    return settings
  }
}

extension Run {
  /// As a journal keeps it.
  var withoutPersons: Run {
    var run = self
    run.settings = settings.withoutPersons
    return run
  }
}

extension OpenRun {
  /// Completes the run with its sender, given again, where bills may leave for which it is needed.
  ///
  /// - Parameters:
  ///   - given: what options, environment and configuration say today.
  ///   - keeps: whether the folder lasts longer than this process.
  /// - Throws: ``SenderUnknown``, ``SpreadsheetError``, ``JournalError``.
  mutating func recallSender(_ given: BillSender, keeps: Bool = true) async throws {
    guard let billing = run.settings.billing, billing.lacksSender else { return }
    guard !given.isEmpty else {
      guard try await mayStillSend else { return }
      throw SenderUnknown(options: billing.senderOptions, isOther: false)
    }
    guard let settings = billing.recalling(given) else {
      throw SenderUnknown(options: billing.senderOptions, isOther: true)
    }
    run.settings.operation = settings
    if keeps { try KeptSender(folder: folder).keep(given) }
  }

  private var mayStillSend: Bool {
    get async throws {
      guard isPlanned else { return true }
      let unsent: Set<RecordState.Kind> = [.planned, .intent, .inDoubt]
      return try await !journal.entries(.states(unsent, after: 0, limit: 1)).isEmpty
    }
  }
}

/// The sender of the bills that are left is known neither here nor from what was given.
struct SenderUnknown: CommandError {
  /// With which it was given when the run began.
  let options: [Setting]
  /// Whether another one was given.
  let isOther: Bool

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let names = options.map { "--\($0.rawValue)" }.joined(separator: ", ")
    let next = Bilingual(
      "Give again, as when the run began: \(names). The configuration may have them, too.",
      "Informe de novo, como no início da execução: \(names). Podem estar também na configuração.")
    guard isOther else {
      return Explanation(
        Bilingual(
          "The sender of the bills may be a person, whom the journal does not name, and there is no "
            + "\(OutputFiles.sender) here. Nothing was sent.",
          "O beneficiário das cobranças pode ser uma pessoa, que o diário não identifica, e aqui não há "
            + "\(OutputFiles.sender). Nada foi enviado."), next: next)
    }
    return Explanation(
      Bilingual(
        "\(names): this is not the sender that the run was begun with, or not all of it. Nothing was "
          + "sent.",
        "\(names): este não é o beneficiário com que a execução começou, ou falta parte dele. Nada foi "
          + "enviado."), next: next)
  }
}

import BrazilianBanking
import BulkEngine
import Operations

/// The one operation so far, made from the settings of a run.
enum DataQualificationOperation {
  static func make(_ settings: RunSettings) -> any BulkOperation {
    DataQualification(settings.qualification)
  }

  /// The check of the operation's sheets.
  static func check(
    _ settings: CheckSettings, _ banks: BankDirectory = .bundled
  ) -> any SheetCheck { PayeeCheck(settings, directory: banks) }

  /// Every word for a record.
  static var statuses: StatusTable { DataQualification.statuses }

  /// Whether this service deposits money.
  static func movesMoney(service: Int) -> Bool { DataQualification(serviceID: service).movesMoney }

  /// Whether records need an amount with this service.
  static func needsAmount(service: Int) -> Bool {
    DataQualification(serviceID: service).traits.needsAmount
  }
}

extension RunSettings {
  /// The operation's own settings; a command that opens a journal first makes sure that they can be read.
  var qualification: DataQualificationSettings {
    get {
      guard let settings = try? DataQualificationSettings(operation) else {
        preconditionFailure("the journal was not examined")
      }
      return settings
    }
    set { operation = newValue.stored }
  }
}

extension RunFolder {
  /// Opens the journal of a run that is to go on.
  ///
  /// One of an earlier format is taken up only by a program that can carry out its plan: the version
  /// that made the plan reads no later format, and people are sent back to it.
  /// - Throws: ``BrokenPlan``, ``JournalError``.
  func openJournal() async throws -> any RunJournal {
    if hasJournal, let journal = try? store.open(.readOnly), await journal.isOfEarlierFormat {
      try await requireOwnRules(journal)
    }
    return try store.open(.readWrite)
  }

  private func requireOwnRules(_ journal: any RunJournal) async throws {
    guard let run = try await journal.run(), run.plannedAt != nil, let judge = run.judge,
      let settings = try? DataQualificationSettings(run.settings.operation),
      judge.rules != CheckRules.fingerprint(bankList: settings.bankList),
      try await journal.latestEvent(ofKind: Purge.eventKind) == nil
    else { return }
    throw BrokenPlan(
      reason: .otherRules(program: judge.program), path: run.input.path, folder: self,
      sent: try await SentRecords(in: journal))
  }
}

extension RunJournal {
  /// Looks whether the journal agrees with itself, and its verdicts with the statuses of `run`'s
  /// operation.
  ///
  /// - Throws: ``JournalError``.
  func examine(as run: Run) async throws {
    guard (try? DataQualificationSettings(run.settings.operation)) != nil else {
      throw JournalError.damaged(path: path, reason: "its settings are none of this program")
    }
    try await examine(DataQualificationOperation.statuses)
  }

  /// Makes sure that a journal without a run did not lose it.
  ///
  /// - Throws: ``JournalError/damaged(path:reason:)``.
  func requireNothingSent() async throws {
    guard await doubt == nil else {
      throw JournalError.damaged(path: path, reason: "the run in it is lost")
    }
  }
}

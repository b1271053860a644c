import BulkEngine
import Operations

/// The one operation so far, made from the settings of a run.
enum DataQualificationOperation {
  static func make(_ settings: RunSettings) -> any BulkOperation {
    DataQualification(settings.qualification)
  }

  /// Every word that is told of a record.
  static var statuses: StatusTable { DataQualification.statuses }

  /// Whether this service deposits money.
  static func movesMoney(service: Int) -> Bool { DataQualification(serviceID: service).movesMoney }

  /// Whether records need an amount with this service.
  static func needsAmount(service: Int) -> Bool {
    DataQualification(serviceID: service).traits.needsAmount
  }
}

extension RunSettings {
  /// The operation's own settings; whoever opens a journal looks first whether they can be read.
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

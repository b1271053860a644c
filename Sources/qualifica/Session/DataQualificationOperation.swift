import SQLiteJournal
import BulkEngine
import Operations

/// The one operation so far, made from the settings of a run.
enum DataQualificationOperation {
  static func make(_ settings: RunSettings) -> any BulkOperation {
    DataQualification(
      serviceID: settings.service, merchantID: settings.merchantID,
      notificationURL: settings.notificationURL)
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

extension SQLiteJournal {
  /// Looks whether the journal agrees with itself, and its verdicts with the statuses of `run`'s
  /// operation.
  ///
  /// - Throws: ``JournalError``.
  func examine(as run: Run) throws {
    try examine(DataQualificationOperation.make(run.settings).statuses)
  }

  /// Makes sure that a journal without a run did not lose it.
  ///
  /// - Throws: ``JournalError/damaged(path:reason:)``.
  func requireNothingSent() throws {
    guard doubt == nil else {
      throw JournalError.damaged(path: path, reason: "the run in it is lost")
    }
  }
}

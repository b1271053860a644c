import Spreadsheets

/// Names of the files of a run folder and columns of the outputs; stable.
package enum OutputFiles {
  package static let results = "results"
  /// The file of good records has one of these names, see ``OutputLayout/goodFile``.
  package static let valid = "valid"
  package static let done = "done"
  package static let fix = "fix"
  package static let pending = "pending"
  package static let findings = "findings"
  package static let payable = "payable"
  /// What is there beside what is to be, where that is shown before something is replaced.
  package static let changes = "changes.csv"
  package static let report = "report.html"
  package static let summary = "summary.json"
  package static let journal = "journal.sqlite"
  /// Which runs came from which, see ``CorrectionRound``; nothing personal.
  package static let family = "family.json"
  /// Which lists of the API were fetched for the run.
  package static let fetched = "fetched.json"
  /// Settings that tell of a person, whom no journal names.
  package static let sender = "sender.json"
  /// The copy of standard input.
  package static let spool = "standard-input"
  /// The copy of an input that stands in a folder whose files are written again.
  package static let inputCopy = "input-copy"
  /// What the simulator inside the process keeps.
  package static let simulatorStore = "simulator.store"

  /// Outputs that only a run has, and no check.
  package static let namesOfRuns = bothEndings([valid, pending, payable, done])

  /// What people correct in its place.
  package static let fixNames = ["csv", "ndjson", "xlsx"].map { "\(fix).\($0)" }

  /// Every output, each written under a temporary name first.
  package static let allNames =
    bothEndings([results, fix, findings]) + namesOfRuns + [
      "\(fix).xlsx", changes, report, summary, family, fetched, sender,
    ]

  /// The journal, what SQLite puts beside it, and the mark of what was sent.
  package static let journalNames = ["", "-wal", "-shm", "-journal", "-sent"].map { journal + $0 }

  /// Files that are changed in their place: another name for one of them would change with it.
  package static let namesWrittenInPlace = journalNames + [simulatorStore]

  /// Copies of inputs, written under a temporary name first.
  package static let copies = [spool, inputCopy]

  /// Every name that is written here, but those of corrected files.
  package static let allOwnNames = allNames + copies + namesWrittenInPlace

  private static func bothEndings(_ names: [String]) -> [String] {
    names.flatMap { ["\($0).csv", "\($0).ndjson"] }
  }

  /// `fix.edited.csv`, `fix.edited-2.csv`: what a person corrected in its place.
  package static func isEditedFix(_ name: String) -> Bool {
    name.hasPrefix("fix.edited")
      && name.wholeMatch(of: /fix\.edited(-[1-9][0-9]{0,8})?\.(csv|ndjson|xlsx)/) != nil
  }

  /// Whether a file of this name in a run folder is one of ours.
  package static func isOwn(_ name: String) -> Bool {
    allOwnNames.contains(name) || isEditedFix(name)
      || AtomicFile.isLeftover(name, of: allNames + copies)
  }

  /// Whether a file of ours may tell of a person, and goes with a purge.
  package static func isPersonal(_ name: String) -> Bool {
    isOwn(name) && ![summary, family].contains(name) && !journalNames.contains(name)
  }

  package static let findingColumns = [
    "line", "field", "severity", "code", "message", "masked_value",
  ]
}

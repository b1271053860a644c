import ArgumentParser
import BulkEngine
import Operations
import CallbackServer
import Foundation
import Spreadsheets
import VendorHTTP

/// A failure as people and scripts see it: what happened, what to do next, the exit code.
struct Failure {
  private let error: any Error

  init(_ error: any Error) {
    self.error = error
  }

  /// Whether the argument parser itself has something to say: usage, help, version.
  static func isUsage(_ error: any Error) -> Bool {
    switch error {
    case is any ExplainedError, is RunFailure, is APITokenError, is EndpointError,
      is HTTPTransportError, is EngineStop, is JournalError, is SpreadsheetError,
      is InputError, is ColumnMappingError, is CallbackServerError, is BankListFileError,
      is BankQuestionError:
      false
    default:
      String(describing: type(of: error)).contains("Command") || error is CleanExit
        || error is ValidationError
    }
  }

  var code: ExitStatus {
    switch error {
    case let error as any ExplainedError: error.status
    case let failure as RunFailure: failure.code
    case is APITokenError, is EndpointError, is HTTPTransportError,
      is CallbackServerError:
      .configuration
    case let stop as EngineStop: Self.code(of: stop)
    case let error as JournalError: Self.code(of: error)
    case let error as SpreadsheetError: Self.code(of: error)
    case let error as InputError: Self.code(of: error)
    case let error as ColumnMappingError: Self.code(of: error)
    case is BankListFileError: .unusableInput
    case is BankQuestionError: .usage
    default: .internalError
    }
  }

  private static func code(of stop: EngineStop) -> ExitStatus {
    switch stop {
    case .unreachable: .unreachable
    case .keptFailing: .stopped
    case .denied: .denied
    case .misdirected: .configuration
    case .comeBackLater: .comeBackLater
    case .consentNeeded: .usage
    case .errorBudgetExceeded: .stopped
    }
  }

  private static func code(of error: JournalError) -> ExitStatus {
    switch error {
    case .missing: .noInput
    case .damaged, .unknownVersion: .unusableInput
    case .diskFull, .diskFailed, .unknownOutcome: .inputOutput
    case .notPermitted: .cannotCreate
    case .heldByAnotherProcess: .comeBackLater
    case .misuse, .other: .internalError
    }
  }

  private static func code(of error: SpreadsheetError) -> ExitStatus {
    switch error {
    case .notFound, .cannotOpen, .notARegularFile: .noInput
    case .readFailed, .writeFailed: .inputOutput
    case .cannotCreate, .refusesToReplace: .cannotCreate
    default: .unusableInput
    }
  }

  private static func code(of error: InputError) -> ExitStatus {
    switch error {
    case .noRecords, .changed, .grown, .mojibake, .otherEncoding, .codesRepeat, .severalSheets:
      .unusableInput
    case .unknownEncoding, .badDelimiter, .unknownCNABLayout, .unknownSheet: .usage
    }
  }

  private static func code(of error: ColumnMappingError) -> ExitStatus {
    switch error {
    case .ambiguous, .missing, .noHeader, .linesInQuotes, .twoTables: .unusableInput
    case .unknownField, .unknownColumn, .sharedColumn: .usage
    }
  }

  /// Whether the same command would fail again: the input or what was asked for must change first.
  var isOfInput: Bool {
    guard !Interruption.shared.explains(error) else { return false }
    return [.unusableInput, .usage, .noInput, .configuration].contains(code)
  }

  /// One or two sentences; nothing personal, no token.
  func text(_ language: Language) -> String {
    switch error {
    case let error as any ExplainedError: error.text(language)
    case let failure as RunFailure: failure.text(language)
    case let error as APITokenError: AccessSentence.text(error, language)
    case let error as EndpointError: AccessSentence.text(error, language)
    case let error as HTTPTransportError: AccessSentence.text(error, language)
    case let error as SpreadsheetError: FileSentence.text(error, language)
    case let error as JournalError: FileSentence.text(error, language)
    case let error as CallbackServerError: ListenSentence.text(error, language)
    case let stop as EngineStop: StopSentence.text(stop, language)
    case let error as InputError: InputSentence.text(error, language)
    case let error as ColumnMappingError: InputSentence.text(error, language)
    case let error as BankListFileError: BankListSentence.text(error, language)
    case let error as BankQuestionError: error.text(language)
    case let error as any CustomStringConvertible: error.description
    default: "\(error)"
    }
  }
}

/// A failure that the command itself finds.
enum RunFailure: Error {
  case noSuchFile(path: String)
  /// The input is a file that the command itself writes.
  case ownOutput(path: String)
  /// A file stands where the run folder should.
  case notAFolder(path: String)
  /// Standard input could not be copied into the folder for temporary files.
  case noRoomForInput(folder: String)
  case noSuchRun(path: String)
  /// The process ended before the journal knew which run it belongs to.
  case notBegun(path: String)
  case inputGone(path: String)
  /// The process ended before the plan was complete; nothing was sent.
  case notPlanned(path: String)
  /// The personal data of the run were removed at this time.
  case purged(path: String, at: Date)
  /// Only a finished run is purged.
  case unfinished(path: String)
  case purgeDeclined
  /// Standard output did not take what was asked for.
  case outputLost

  var code: ExitStatus {
    switch self {
    case .noSuchFile, .noSuchRun, .notBegun, .inputGone, .notPlanned: .noInput
    case .purged, .unfinished, .purgeDeclined, .ownOutput: .usage
    case .notAFolder: .cannotCreate
    case .outputLost, .noRoomForInput: .inputOutput
    }
  }

  func text(_ language: Language) -> String {
    switch self {
    case .noSuchFile(let path):
      language.pick(
        "\(path): there is no such file. Check the name.",
        "\(path): esse arquivo não existe. Confira o nome e a pasta.")
    case .ownOutput(let path):
      language.pick(
        "\(path) is a file of the run folder itself and would be written over. Give another folder "
          + "with --output, or leave --output out.",
        "\(path) é um arquivo da própria pasta de execução e seria sobrescrito. Informe outra pasta "
          + "com --output, ou omita --output.")
    case .notAFolder(let path):
      language.pick(
        "\(path) is a file and no folder. Move it, or choose another folder with --output.",
        "\(path) é um arquivo, não uma pasta. Mova-o ou escolha outra pasta com --output.")
    case .noRoomForInput(let folder):
      language.pick(
        "Standard input cannot be kept in \(folder). Make room there, or set TMPDIR to another folder.",
        "A entrada padrão não pôde ser guardada em \(folder). Libere espaço ou defina TMPDIR.")
    case .noSuchRun(let path):
      language.pick(
        "\(path): there is no run here. Start one with 'qualifica run FILE'.",
        "\(path): não há nenhuma execução aqui. Comece uma com 'qualifica run ARQUIVO'.")
    case .notBegun(let path):
      language.pick(
        "\(path): this run was stopped before it began; nothing was sent. Start it again with "
          + "'qualifica run FILE'.",
        "\(path): esta execução parou antes de começar; nada foi enviado. Comece-a de novo com "
          + "'qualifica run ARQUIVO'.")
    case .notPlanned(let path):
      language.pick(
        "\(path): the plan is not finished yet and nothing was sent. Finish it with "
          + "'qualifica resume'.",
        "\(path): o plano ainda não foi concluído e nada foi enviado. Conclua-o com "
          + "'qualifica resume'.")
    case .purged(let path, let time):
      language.pick(
        "\(path): the personal data of this run were removed on \(language.moment(time)); nothing can be "
          + "sent or written from it. See it with 'qualifica status', or start another run with "
          + "--output.",
        "\(path): os dados pessoais desta execução foram removidos em \(language.moment(time)); nada pode "
          + "ser enviado ou gravado a partir dela. Veja-a com 'qualifica status' ou comece outra com "
          + "--output.")
    case .unfinished(let path):
      language.pick(
        "\(path): the run is not finished and nothing was removed. Finish it with 'qualifica "
          + "resume', or give --unfinished to give it up.",
        "\(path): a execução não terminou e nada foi removido. Conclua-a com 'qualifica resume' ou "
          + "use --unfinished para desistir dela.")
    case .purgeDeclined:
      language.pick("Nothing was removed.", "Nada foi removido.")
    case .outputLost:
      language.pick(
        "Standard output cannot be written; the files are complete. Look at them there.",
        "A saída padrão não pôde ser escrita; os arquivos estão completos. Veja-os na pasta.")
    case .inputGone(let path):
      language.pick(
        "The input \(path) of this run is gone. Put it back under that name, then resume.",
        "O arquivo \(path) desta execução sumiu. Recoloque-o com esse nome e retome.")
    }
  }
}

/// A failure that knows how people and scripts see it: the exit code and a sentence that says what
/// happened and what to do next.
///
/// It stands in the file where it is thrown; ``Failure`` gives it out.
protocol ExplainedError: Error {
  /// What the command ends with.
  var status: ExitStatus { get }
  /// One or a few sentences; nothing personal, no token.
  func text(_ language: Language) -> String
}

/// What scripts rely on; see the table in the README.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case allValid = 0
  case someNeedAPerson = 1
  case somePending = 2
  case stopped = 3
  case usage = 64
  case unusableInput = 65
  case noInput = 66
  case unreachable = 69
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case comeBackLater = 75
  case denied = 77
  case configuration = 78
  case interrupted = 130
  case terminated = 143

  /// Of a finished run or check: the first of 2, 1, 0 that applies.
  init(_ tally: ResultTally) {
    if tally.openCount > 0 {
      self = .somePending
    } else if tally.isGood {
      self = .allValid
    } else {
      self = .someNeedAPerson
    }
  }
}

/// The orderly end of a command with something else than 0.
struct RunEnd: Error {
  var code: ExitStatus
}

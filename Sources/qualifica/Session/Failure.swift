import ArgumentParser
import BulkEngine
import Foundation
import VendorHTTP

/// A failure as people and scripts see it: what happened, what to do next, the exit code.
struct Failure {
  private let error: any Error

  init(_ error: any Error) {
    self.error = error
  }

  /// Whether the argument parser itself has something to say: usage, help, version.
  static func isUsage(_ error: any Error) -> Bool {
    guard !(error is any ExplainedError) else { return false }
    return Qualifica.exitCode(for: error) != .failure
  }

  var code: ExitStatus { (error as? any CommandError)?.status ?? .internalError }

  /// Whether there is nothing to tell beside the explanation, no next step either.
  var isWhole: Bool { (error as? any CommandError)?.isWhole ?? false }

  /// What happened and what to do next; nothing personal, no token.
  var explanation: Explanation {
    if let error = error as? any ExplainedError { return error.explanation }
    let text = "\(error)"
    return Explanation(
      Bilingual("Internal error: \(text).", "Erro interno: \(text)."),
      next: Bilingual(
        "Try again; please report it if it remains.",
        "Tente de novo; se continuar, avise os autores."))
  }

  /// Whether the same command would fail again: the input, what was asked for or a folder must change first.
  var isOfInput: Bool {
    guard !Interruption.shared.explains(error) else { return false }
    return error is FolderRefusal
      || [.unusableInput, .usage, .noInput, .configuration].contains(code)
  }

  func text(_ language: Language) -> String { explanation.text(language) }
}

/// A failure that the command itself finds.
enum RunFailure: CommandError {
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

  var isWhole: Bool { false }

  var status: ExitStatus {
    switch self {
    case .noSuchFile, .noSuchRun, .notBegun, .inputGone, .notPlanned: .noInput
    case .purged, .unfinished, .purgeDeclined, .ownOutput: .usage
    case .notAFolder: .cannotCreate
    case .outputLost, .noRoomForInput: .inputOutput
    }
  }

  var explanation: Explanation {
    switch self {
    case .noSuchFile(let path):
      Explanation(
        Bilingual(
          "\(path): there is no such file.",
          "\(path): esse arquivo não existe."),
        next: Bilingual(
          "Check the name.",
          "Confira o nome e a pasta."))
    case .ownOutput(let path):
      Explanation(
        Bilingual(
          "\(path) is a file of the run folder itself and would be written over.",
          "\(path) é um arquivo da própria pasta de execução e seria sobrescrito."),
        next: Bilingual(
          "Give another folder with --output, or leave --output out.",
          "Informe outra pasta com --output, ou omita --output."))
    case .notAFolder(let path):
      Explanation(
        Bilingual(
          "\(path) is a file and no folder.",
          "\(path) é um arquivo, não uma pasta."),
        next: Bilingual(
          "Move it, or choose another folder with --output.",
          "Mova-o ou escolha outra pasta com --output."))
    case .noRoomForInput(let folder):
      Explanation(
        Bilingual(
          "Standard input cannot be kept in \(folder).",
          "A entrada padrão não pôde ser guardada em \(folder)."),
        next: Bilingual(
          "Make room there, or set TMPDIR to another folder.",
          "Libere espaço ou defina TMPDIR."))
    case .noSuchRun(let path):
      Explanation(
        Bilingual(
          "\(path): there is no run here.",
          "\(path): não há nenhuma execução aqui."),
        next: Bilingual(
          "Start one with 'qualifica run FILE'.",
          "Comece uma com 'qualifica run ARQUIVO'."))
    case .notBegun(let path):
      Explanation(
        Bilingual(
          "\(path): this run was stopped before it began; nothing was sent.",
          "\(path): esta execução parou antes de começar; nada foi enviado."),
        next: Bilingual(
          "Start it again with 'qualifica run FILE'.",
          "Comece-a de novo com 'qualifica run ARQUIVO'."))
    case .notPlanned(let path):
      Explanation(
        Bilingual(
          "\(path): the plan is not finished yet and nothing was sent.",
          "\(path): o plano ainda não foi concluído e nada foi enviado."),
        next: Bilingual(
          "Finish it with 'qualifica resume'.",
          "Conclua-o com 'qualifica resume'."))
    case .purged(let path, let time):
      Explanation(
        Bilingual(
          "\(path): the personal data of this run were removed on "
            + "\(Language.english.moment(time)); nothing can be sent or written from it.",
          "\(path): os dados pessoais desta execução foram removidos em "
            + "\(Language.portuguese.moment(time)); nada pode ser enviado ou gravado a partir dela."
        ),
        next: Bilingual(
          "See it with 'qualifica status', or start another run with --output.",
          "Veja-a com 'qualifica status' ou comece outra com --output."))
    case .unfinished(let path):
      Explanation(
        Bilingual(
          "\(path): the run is not finished and nothing was removed.",
          "\(path): a execução não terminou e nada foi removido."),
        next: Bilingual(
          "Finish it with 'qualifica resume', or give --unfinished to give it up.",
          "Conclua-a com 'qualifica resume' ou use --unfinished para desistir dela."))
    case .purgeDeclined:
      Explanation(
        Bilingual("Nothing was removed.", "Nada foi removido."),
        next: Bilingual(
          "To remove it, give the command again and answer yes.",
          "Para remover, execute o comando de novo e responda sim."))
    case .outputLost:
      Explanation(
        Bilingual(
          "Standard output cannot be written; the files are complete.",
          "A saída padrão não pôde ser escrita; os arquivos estão completos."),
        next: Bilingual(
          "Look at them there.",
          "Veja-os na pasta."))
    case .inputGone(let path):
      Explanation(
        Bilingual(
          "The input \(path) of this run is gone.",
          "O arquivo \(path) desta execução sumiu."),
        next: Bilingual(
          "Put it back under that name, then resume.",
          "Recoloque-o com esse nome e retome."))
    }
  }
}

/// A failure with which a command ends: it also knows the exit code.
///
/// It stands in the file where it is thrown, or the exit code beside it in `Messages` where that is
/// below the command; ``Failure`` gives it out.
protocol CommandError: ExplainedError {
  /// What the command ends with.
  var status: ExitStatus { get }
  /// Whether there is nothing to tell beside the explanation, no next step either.
  var isWhole: Bool { get }
}

extension CommandError {
  var isWhole: Bool { true }
}

extension JournalError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus {
    switch self {
    case .missing: .noInput
    case .damaged, .damagedTables, .unknownVersion: .unusableInput
    case .diskFull, .diskFailed, .unknownOutcome, .otherServer: .inputOutput
    case .notPermitted: .cannotCreate
    case .heldByAnotherProcess, .unreachable, .notConfirmed: .comeBackLater
    case .notGranted: .configuration
    case .misuse, .other: .internalError
    }
  }
}

extension APITokenError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus { .configuration }
}

extension EndpointError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus { .configuration }
}

extension HTTPTransportError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus { .configuration }
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

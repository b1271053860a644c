import BulkEngine
import Spreadsheets

/// A plan that cannot be carried out any more: the input, the rules or the journal are not those with
/// which it was made. Says who has been sent already, since another run must not send them again.
struct BrokenPlan: CommandError {
  enum Reason: Equatable {
    /// The bytes of the input are not the planned ones.
    case changed
    /// There is more of it than was planned.
    case grown
    /// This program judges by other rules than the one that made the plan.
    case otherRules(program: String?)
    /// A record is judged otherwise although the rules are the same.
    case otherJournal
  }

  let reason: Reason
  /// The input.
  let path: String
  let folder: RunFolder
  let sent: SentRecords

  var status: ExitStatus {
    switch reason {
    case .changed, .grown, .otherJournal: .unusableInput
    case .otherRules: .configuration
    }
  }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(cause(.english)) \(sent.text(.english))",
        "\(cause(.portuguese)) \(sent.text(.portuguese))"
      ),
      next: Bilingual(advice(.english), advice(.portuguese)))
  }

  /// Two builds of one version may have other rules.
  private static func maker(_ program: String?, _ language: Language) -> String {
    guard let program else {
      return language.pick("an earlier version of qualifica", "uma versão anterior do qualifica")
    }
    return program == ProgramVersion.text
      ? language.pick(
        "another build of qualifica \(program)", "outra compilação do qualifica \(program)")
      : "qualifica \(program)"
  }

  private func cause(_ language: Language) -> String {
    switch reason {
    case .changed:
      language.pick(
        "\(path) is not the file that was planned: it was saved again or replaced. Nothing of a "
          + "changed part was sent.",
        "\(path) não é o arquivo que foi planejado: foi salvo de novo ou substituído. Nada da parte "
          + "alterada foi enviado.")
    case .grown:
      language.pick(
        "\(path) is longer than what was planned: it is still being copied, or rows were added.",
        "\(path) está maior do que o planejado: ainda está sendo copiado, ou linhas foram "
          + "acrescentadas.")
    case .otherRules(let program):
      language.pick(
        "The plan was made by \(Self.maker(program, language)), which checks by other rules or another "
          + "list of banks than this one (\(ProgramVersion.text)).",
        "O plano foi feito por \(Self.maker(program, language)), que verifica com outras regras ou outra "
          + "lista de bancos que este (\(ProgramVersion.text)).")
    case .otherJournal:
      language.pick(
        "The journal in \(folder.path) does not agree with its own input: somebody changed it, or it "
          + "is damaged.",
        "O diário em \(folder.path) não confere com a própria entrada: alguém o alterou ou ele está "
          + "danificado.")
    }
  }

  private func advice(_ language: Language) -> String {
    let resume = SuggestedCommand.resume(folder)
    switch reason {
    case .changed, .grown:
      guard sent.isEmpty else {
        return language.pick(
          "Put the planned file back and go on with '\(resume)'. If the new file is the right one, "
            + "take the records that were sent out of it before you run it with another --output.",
          "Recoloque o arquivo planejado e continue com '\(resume)'. Se o arquivo novo é o correto, "
            + "retire dele os registros já enviados antes de executá-lo com outro --output.")
      }
      return language.pick(
        "When the file is complete, put the planned one back and go on with '\(resume)', or run the "
          + "new one with another --output.",
        "Quando o arquivo estiver completo, recoloque o planejado e continue com '\(resume)', ou "
          + "execute o novo com outro --output.")
    case .otherRules:
      return language.pick(
        "Go on with that version: '\(resume)'.", "Continue com aquela versão: '\(resume)'.")
    case .otherJournal:
      return language.pick(
        "Restore the run folder from a backup, then '\(resume)'; what it calls unsent is looked up "
          + "at the API first.",
        "Restaure a pasta da execução de um backup e então '\(resume)'; o que ela diz não enviado é "
          + "consultado na API antes.")
    }
  }
}

/// Who has been sent so far, by the numbers of their records.
struct SentRecords: Equatable {
  private(set) var count = 0
  private var ranges: [ClosedRange<Int>] = []
  /// Ranges told; what is beyond is only counted.
  private static let mostRanges = 6

  var isEmpty: Bool { count == 0 }

  init(_ numbers: [Int] = []) {
    for number in numbers { add(number) }
  }

  /// Reads the journal once.
  ///
  /// - Throws: an error of the journal.
  init(in journal: any Journal) async throws {
    let sendable = Set(RecordState.Kind.allCases).subtracting([.rejected, .duplicate])
    var after = 0
    while case let entries = try await journal.entries(
      .states(sendable, after: after, limit: 10_000)), let last = entries.last
    {
      for entry in entries where entry.attempts > 0 { add(entry.number) }
      after = last.number
    }
  }

  /// Adds a number above all before.
  private mutating func add(_ number: Int) {
    count += 1
    if let last = ranges.last, last.upperBound == number - 1 {
      ranges[ranges.count - 1] = last.lowerBound...number
    } else if ranges.count <= Self.mostRanges {
      ranges.append(number...number)
    }
  }

  /// `Already sent: 200 records (1-100 and 301-400, header not counted).`
  func text(_ language: Language) -> String {
    guard count > 0 else {
      return language.pick("Nothing of this run has been sent.", "Nada desta execução foi enviado.")
    }
    let told = ranges.prefix(Self.mostRanges).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    let list = told.joined(separator: ", ") + (ranges.count > Self.mostRanges ? ", …" : "")
    if count == 1 {
      return language.pick(
        "Already sent: 1 record, number \(list) of the sheet without its header.",
        "Já enviado: 1 registro, o número \(list) da planilha sem o cabeçalho.")
    }
    return language.pick(
      "Already sent: \(count) records, numbers \(list) of the sheet without its header.",
      "Já enviados: \(count) registros, números \(list) da planilha sem o cabeçalho.")
  }
}

import ArgumentParser
package import BulkEngine
import Foundation
import Operations
import PayrollProfiles
import Spreadsheets

/// The layout of a payroll system that is written beside the other files.
struct ProfileOptions: ParsableArguments {
  @Option(
    help: .said(
      "Also write the good records in the layout of a payroll system: the name of a profile (see "
        + "'qualifica profiles') or the path of one.",
      "Grava também os registros bons no layout de um sistema de folha: o nome de um perfil (veja "
        + "'qualifica profiles') ou o caminho de um arquivo.", value: ("profile", "perfil")),
    completion: .list(ShippedProfiles.all.map(\.name)))
  var profile: String?

  @Option(
    name: .customLong("set"),
    help: .said(
      "NAME=VALUE: a setting of the profile, such as the day of payment; may repeat.",
      "NOME=VALOR: uma configuração do perfil, como a data de pagamento; pode repetir.",
      value: ("name=value", "nome=valor")))
  var profileSettings: [String] = []

  /// The profile that is wanted, loaded and with all its settings, before anything else is done.
  ///
  /// - Throws: ``ProfileError``, ``ProfileSettingMissing``, ``ProfileSettingUnfit``, ``SettingError``.
  func request(_ sources: SettingSources) throws -> ProfileRequest? {
    let settings = sources.profileSettings.merging(try given()) { _, flag in flag }
    guard let name = try sources.text(.profile, flag: profile) else {
      guard profileSettings.isEmpty else {
        throw SettingError(
          "set", .flag,
          Bilingual(
            "it sets something of a profile, and no --profile is given",
            "define algo de um perfil, e não há --profile"))
      }
      return nil
    }
    let request = ProfileRequest(profile: try ProfileRequest.load(name), settings: settings)
    _ = try request.writing(spoolFolder: FileManager.default.temporaryDirectory.path)
    return request
  }

  /// The settings that flags give, by name.
  private func given() throws -> [String: String] {
    var given: [String: String] = [:]
    for pair in profileSettings {
      let shown = SettingError.shown(pair)
      guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
        throw SettingError(
          "set", .flag,
          Bilingual("'\(shown)' is not NAME=VALUE", "'\(shown)' não é NOME=VALOR"))
      }
      let value = String(pair[pair.index(after: sign)...])
      guard given.updateValue(value, forKey: String(pair[..<sign])) == nil else {
        throw SettingError(
          "set", .flag,
          Bilingual(
            "'\(shown)' gives a second value. Leave one of them out",
            "'\(shown)' dá um segundo valor. Omita um deles"))
      }
    }
    return given
  }
}

/// A profile that is to be written, with the user's settings.
struct ProfileRequest: Sendable {
  let profile: Profile
  let settings: [String: String]

  /// The name of its file in the folder.
  var fileName: String { profile.outputName }

  /// A profile is short; whatever is longer is another file.
  private static let mostBytes = 1 << 20

  /// The shipped profile of this name, or that of a file.
  ///
  /// - Throws: ``ProfileError``.
  static func load(_ name: String) throws -> Profile {
    let columns = OutputLayout.payees.goodColumns
    if let json = ShippedProfiles.json(named: name) {
      return try ProfileReading.read(Array(json.utf8), name: name, columns: columns)
    }
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile(path: name, limit: mostBytes).bytes
    } catch {
      throw ProfileError(profile: name, place: "", problem: problem(error))
    }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return try ProfileReading.read(
      isMarked ? Array(bytes.dropFirst(3)) : bytes, name: name, columns: columns)
  }

  private static func problem(_ error: SmallFileError) -> Bilingual {
    let names = ShippedProfiles.all.map(\.name).joined(separator: ", ")
    return switch error {
    case .notFound:
      Bilingual(
        "there is no such profile and no such file; profiles are \(names)",
        "não há esse perfil nem esse arquivo; os perfis são \(names)")
    case .unreadable: Bilingual("the file cannot be read", "o arquivo não pode ser lido")
    case .notARegularFile: Bilingual("it is no regular file", "não é um arquivo comum")
    case .tooLarge:
      Bilingual("it has more than 1 MB and is no profile", "tem mais de 1 MB e não é um perfil")
    }
  }

  func writing(spoolFolder: String) throws -> ProfileWriting {
    try ProfileWriting(profile, settings: settings, now: Date(), spoolFolder: spoolFolder)
  }

  /// Shows the records of `payable.csv` to a profile.
  private static func add(payable path: String, to writing: ProfileWriting) throws {
    let format = try TabularFormat.detect(
      path: path, encoding: .utf8, delimiter: UInt8(ascii: ";"))
    let reader = try RowReader(path: path, format: format)
    var block = RowBlock()
    var header: [String]?
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount {
        let row = block.row(index)
        let texts = block.texts(of: row)
        guard let names = header else {
          header = texts
          continue
        }
        // The sheet's own columns come first; one may be called like ours.
        let record = Dictionary(zip(names, texts), uniquingKeysWith: { $1 })
        try writing.add(record, line: Int(record["q_line"] ?? "") ?? row.line)
      }
    }
  }

  /// Writes the profile's file into `folder`; where a record does not fit there is none, and none of an
  /// earlier time either.
  ///
  /// - Parameter payable: the records to write, of all rounds of correction; nil for those of `pass`.
  /// - Throws: ``ProfileMisfit``, ``SpreadsheetError``, ``JournalError``.
  func write(
    in folder: RunFolder, pass: RecordPass, statuses: StatusTable, journal: (any Journal)?,
    payable: String? = nil, messages: SessionMessages
  ) async throws {
    let path = "\(folder.path)/\(profile.outputName)"
    guard SystemPath.absolute(path) != SystemPath.absolute(pass.input.path) else {
      throw ProfileError(
        profile: profile.name, place: "file_name",
        problem: Bilingual("the input has that name", "a entrada tem esse nome"))
    }
    do {
      let writing = try writing(spoolFolder: folder.path)
      if let payable {
        try Self.add(payable: payable, to: writing)
      } else {
        var records = ProfileRecords(
          writing, columns: pass.check.outputs.goodColumns, statuses: statuses, journal: journal)
        _ = try await pass.run(&records)
      }
      try writing.finish(at: path)
      messages.wrote(profile, writing)
    } catch {
      if EntryStatus.of(path)?.isFile == true { try? SystemPath.remove(path) }
      throw error
    }
  }
}

extension SessionMessages {
  fileprivate func wrote(_ profile: Profile, _ writing: ProfileWriting) {
    say(
      "Profile \(profile.name): \(writing.count) records in \(profile.outputName).",
      "Perfil \(profile.name): \(writing.count) registros em \(profile.outputName).")
    if writing.skippedCount > 0 {
      let lines = writing.skippedLines.map(String.init).joined(separator: ", ")
      say(
        "The profile left out \(writing.skippedCount) records with values too long for it (lines "
          + "\(lines)).",
        "O perfil deixou de fora \(writing.skippedCount) registros com valores longos demais para ele "
          + "(linhas \(lines)).")
    }
    guard profile.proof != .documented else { return }
    say(
      "This layout is \(profile.proof.text(.english)): have a small file accepted by the real system "
        + "before you rely on it.",
      "Este layout é \(profile.proof.text(.portuguese)): teste um arquivo pequeno no sistema de destino "
        + "antes de confiar nele.")
  }
}

extension Profile.Proof {
  func text(_ language: Language) -> String {
    switch self {
    case .documented: language.pick("documented", "documentado")
    case .secondary:
      language.pick("known from secondary sources only", "conhecido só por fontes secundárias")
    case .unproven: language.pick("not proven", "não comprovado")
    }
  }
}

extension ProfileError: CommandError {
  var status: ExitStatus { .configuration }

  package var explanation: Explanation {
    let at = place.isEmpty ? "" : " (\(place))"
    return Explanation(
      Bilingual(
        "The profile \(profile) cannot be used\(at): \(problem.english). Nothing was done.",
        "O perfil \(profile) não pode ser usado\(at): \(problem.portuguese). Nada foi feito."),
      next: Bilingual(
        "See 'qualifica profiles' and schemas/profile.schema.json.",
        "Veja 'qualifica profiles' e schemas/profile.schema.json."))
  }
}

extension ProfileSettingMissing: CommandError {
  var status: ExitStatus { .configuration }

  package var explanation: Explanation {
    let names = [name] + others.map(\.name)
    let options = names.map { "--set \($0)=…" }.joined(separator: " ")
    return Explanation(
      Bilingual(
        "The profile \(profile) needs \(list(.english)). Nothing was done.",
        "O perfil \(profile) precisa de \(list(.portuguese)). Nada foi feito."),
      next: Bilingual(
        "Give \(options), or profile_settings in the configuration.",
        "Informe \(options), ou profile_settings na configuração."))
  }

  private func list(_ language: Language) -> String {
    ([(name, meaning)] + others.map { ($0.name, $0.meaning) }).map { name, meaning in
      let said = ProfileWords.text(meaning, language)
      return said.isEmpty ? name : "\(name) (\(said))"
    }.joined(separator: ", ")
  }
}

extension ProfileSettingUnfit: CommandError {
  var status: ExitStatus { .configuration }

  package var explanation: Explanation {
    Explanation(
      Bilingual(
        "The profile's setting \(name) does not fit: \(problem.english). Nothing was done.",
        "A configuração \(name) do perfil não serve: \(problem.portuguese). Nada foi feito."),
      next: Bilingual(
        "Give another value with --set \(name)=VALUE, or in profile_settings of the configuration.",
        "Informe outro valor com --set \(name)=VALOR ou em profile_settings na configuração."))
  }
}

extension ProfileMisfit: CommandError {
  var status: ExitStatus { .unusableInput }

  package var explanation: Explanation {
    let place =
      line > 0
      ? Bilingual("The record of line \(line), \(field)", "O registro da linha \(line), \(field)")
      : Bilingual(field, field)
    return Explanation(
      Bilingual(
        "\(place.english), does not fit the profile: \(problem.english). The profile's file was not "
          + "written; the other files stand.",
        "\(place.portuguese), não cabe no perfil: \(problem.portuguese). O arquivo do perfil não foi "
          + "gravado; os demais arquivos valem."),
      next: Bilingual(
        "Correct the value or the profile, then: qualifica export RUN --profile NAME|FILE",
        "Corrija o valor ou o perfil e execute: qualifica export EXECUÇÃO --profile NOME|ARQUIVO"))
  }
}

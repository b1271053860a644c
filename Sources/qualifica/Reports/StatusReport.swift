import Foundation
import BulkEngine
import PostgresJournal
import Spreadsheets

/// Where a run stands, read from the journal alone; `schemas/status.schema.json` describes its JSON.
struct StatusReport: Encodable {
  private var format = "qualifica-status/1"
  private let folder: RunFolder
  private let run: Run
  private let tally: ResultTally
  private let family: FamilyFigures?
  private let names: OutputNames
  private let step: NextStep
  private let figures: RunFigures
  private let state: State
  private let holder: Int?
  /// Of a run that several processes share.
  private let workers: [SharedWorker]
  private let pace: SharedPacePart?
  private let resumeAfter: Date?
  private let finishedAt: Date?
  private let purgedAt: Date?
  /// What a run that stopped here would have ended with.
  let outcome: ExitStatus

  /// How a run stands, as a word that stays.
  enum State: String, Encodable {
    case running, paused, planning, unfinished, finished, purged
  }

  /// - Throws: ``RunFailure/noSuchRun(path:)``, ``RunFailure/notBegun(path:)``, ``JournalError``.
  init(_ folder: RunFolder) async throws {
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: folder.path) }
    let journal = try folder.store.open(.readOnly)
    guard let run = try await journal.run() else {
      try await journal.requireNothingSent()
      throw RunFailure.notBegun(path: folder.path)
    }
    try await journal.examine(as: run)
    let counts = try await journal.counts()
    self.folder = folder
    self.run = run
    tally = ResultTally(run.settings.own.statuses, states: counts)
    let family = Family(of: folder)
    self.family = family.figures
    names = OutputNames(in: folder)
    figures = try await StoredFigures.read(in: journal)
    holder = folder.shared == nil ? FolderHolder.process(of: folder) : nil
    let shared = journal as? PostgresJournal
    workers = try await shared?.workers() ?? []
    pace = if let shared { try await SharedPacePart(of: run, in: shared) } else { nil }
    purgedAt = try await journal.latestEvent(ofKind: Purge.eventKind)?.at
    finishedAt = try await FinishedRun(run, in: journal)?.at
    let left = run.pace?.pauseLeft(at: Date()) ?? .zero
    let isOpen = tally.openCount > 0
    resumeAfter = isOpen && left > .seconds(1) ? Date() + left / .seconds(1) : nil
    state =
      if purgedAt != nil {
        .purged
      } else if holder != nil || !workers.isEmpty {
        run.plannedAt == nil ? .planning : .running
      } else if run.plannedAt == nil {
        .unfinished
      } else if !isOpen {
        .finished
      } else {
        resumeAfter == nil ? .unfinished : .paused
      }
    let isStopped = counts[.planned] ?? 0 > 0 && run.rejectedBeyondBudget != nil
    outcome =
      switch state {
      case .running, .planning, .paused: .comeBackLater
      case .unfinished: isStopped ? .stopped : .somePending
      case .finished, .purged:
        isOpen ? .somePending : tally.isGood ? .allValid : .someNeedAPerson
      }
    step = NextStep(
      folder, run: run, tally: tally, names: names, family: family.figures,
      rest: await family.rest(), status: outcome)
  }

  /// The command that goes on with this run.
  private var next: String? { state == .unfinished || state == .paused ? step.goOn : nil }

  /// 0...1: records with a final verdict.
  private var part: Double {
    tally.records > 0 ? Double(tally.records - tally.openCount) / Double(tally.records) : 0
  }

  // MARK: For programs

  private enum CodingKeys: String, CodingKey {
    case format, folder, run, state, planned, records, statuses, left, next, environment, operation
    case service
    case family, holder, figures, workers, journal, pace
    case exitCode = "exit_code"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case resumeAfter = "resume_after"
    case purgedAt = "purged_at"
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    var times = TimestampText()
    try values.encode(format, forKey: .format)
    try values.encode(SystemPath.shown(folder.path), forKey: .folder)
    try values.encode(run.code, forKey: .run)
    try values.encode(state, forKey: .state)
    try values.encode(run.plannedAt != nil, forKey: .planned)
    try values.encode(tally.records, forKey: .records)
    // "ready" is of a check only.
    try values.encode(tally.countsByWord.filter { $0.key != "ready" }, forKey: .statuses)
    try values.encode(tally.openCount, forKey: .left)
    try values.encodeIfPresent(next, forKey: .next)
    try values.encode(run.settings.environment, forKey: .environment)
    try values.encode(run.settings.own.offer.name, forKey: .operation)
    try values.encodeIfPresent(run.settings.own.service, forKey: .service)
    try values.encodeIfPresent(family, forKey: .family)
    try values.encodeIfPresent(holder, forKey: .holder)
    if let shared = folder.shared {
      try values.encode(shared.text, forKey: .journal)
      try values.encode(workers.map { WorkerPart($0) }, forKey: .workers)
      try values.encodeIfPresent(pace, forKey: .pace)
    }
    if figures.processes > 0 { try values.encode(FiguresPart(figures), forKey: .figures) }
    try values.encode(outcome.rawValue, forKey: .exitCode)
    try values.encode(times.text(run.startedAt), forKey: .startedAt)
    try values.encodeIfPresent(finishedAt.map { times.text($0) }, forKey: .finishedAt)
    try values.encodeIfPresent(resumeAfter.map { times.text($0) }, forKey: .resumeAfter)
    try values.encodeIfPresent(purgedAt.map { times.text($0) }, forKey: .purgedAt)
  }

  /// Several runs, or those of a folder.
  struct List: Encodable {
    private let format = "qualifica-status/1"
    let runs: [StatusReport]

    init(runs: [StatusReport]) {
      self.runs = runs
    }
  }

  // MARK: For people

  func lines(_ language: Language, columns: Int?) -> [String] {
    let name = PersonalNumbers.name(ofFileAt: run.input.path)
    let heading = [
      language.pick("Run ", "Execução ") + run.code,
      name.isEmpty ? nil : language.pick("sheet ", "planilha ") + name,
      Destination(run.settings).name(language),
      language.pick("begun ", "iniciada em ") + language.moment(run.startedAt),
    ].compactMap(\.self).joined(separator: "; ")
    let rows = tally.rows.filter { $0.count > 0 }.map { status, count in
      [
        language.number(count), StatusName.text(status, count, language),
        names.meaning(of: status, language),
      ]
    }
    var lines = TextLayout.wrapped(heading, to: columns, indent: 2)
    lines += TextLayout.wrapped(
      language.pick("State: ", "Situação: ") + situation(language), to: columns, indent: 2)
    lines += TextLayout.table(rows, columns: columns, margin: 2, numbers: [0])
    let figures =
      family.map {
        FamilyReport.lines($0, run.settings.own.words, in: folder, names, language)
      } ?? []
    lines += figures.flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    if let requests = self.figures.line(language) {
      lines += TextLayout.wrapped(requests, to: columns, indent: 2)
    }
    lines += workers.flatMap {
      TextLayout.wrapped(WorkerPart($0).line(language), to: columns, indent: 2)
    }
    if let pace { lines += TextLayout.wrapped(pace.line(language), to: columns, indent: 2) }
    lines.append(
      language.pick("left to settle: ", "por resolver: ")
        + language.number(tally.openCount))
    return lines + (nextLine(language).map { TextLayout.wrapped($0, to: columns) } ?? [])
  }

  private func nextLine(_ language: Language) -> String? {
    switch state {
    case .purged: return nil
    case .running, .planning:
      guard workers.isEmpty else {
        return language.pick(
          "Next: wait for them, or start another one with 'qualifica work'.",
          "Próximo passo: espere por eles ou inicie mais um com 'qualifica work'.")
      }
      return language.pick(
        "Next: wait for that process.", "Próximo passo: espere esse processo terminar.")
    case .finished, .paused, .unfinished: return step.line(language)
    }
  }

  /// `em andamento (processo 4711), 61 %`
  private func situation(_ language: Language) -> String {
    let percent = "\(Int(part * 100)) %"
    switch state {
    case .running where !workers.isEmpty:
      let count = language.number(workers.count)
      return language.pick(
        "under way (processes: \(count)), \(percent)",
        "em andamento (processos: \(count)), \(percent)")
    case .planning where !workers.isEmpty:
      return language.pick("being planned", "em planejamento")
    case .running:
      return language.pick(
        "under way (process \(holder ?? 0)), \(percent)",
        "em andamento (processo \(holder ?? 0)), \(percent)")
    case .planning:
      return language.pick(
        "being planned (process \(holder ?? 0))", "em planejamento (processo \(holder ?? 0))")
    case .paused:
      let until = resumeAfter.map { language.moment($0) } ?? ""
      return language.pick(
        "paused: the API asks to come back after \(until)",
        "em pausa: a API pede para voltar depois de \(until)")
    case .unfinished:
      guard run.plannedAt != nil else {
        return language.pick(
          "stopped before the plan was complete", "parou antes de concluir o plano")
      }
      return language.pick("not finished, \(percent)", "não concluída, \(percent)")
    case .finished:
      guard let finishedAt else { return language.pick("finished", "concluída") }
      return language.pick(
        "finished \(language.moment(finishedAt))", "concluída em \(language.moment(finishedAt))")
    case .purged:
      let when = purgedAt.map { language.moment($0) } ?? ""
      return language.pick(
        "personal data removed \(when)", "dados pessoais removidos em \(when)")
    }
  }

  /// Several runs, one a line.
  static func table(
    _ reports: [StatusReport], _ language: Language, columns: Int?
  ) -> [String] {
    let header = [
      language.pick("good", "bons"), language.pick("to correct", "a corrigir"),
      language.pick("left", "à espera"), language.pick("state", "situação"),
      language.pick("folder", "pasta"),
    ]
    let rows = reports.map { report -> [String] in
      let good = report.tally.rows.reduce(0) { $1.status.isGood ? $0 + $1.count : $0 }
      return [
        language.number(good), language.number(report.tally.correctionCount),
        language.number(report.tally.openCount), report.situation(language),
        SystemPath.shown(report.folder.path),
      ]
    }
    return TextLayout.table([header] + rows, columns: columns, numbers: [0, 1, 2])
  }
}

/// Which process has taken a run folder.
enum FolderHolder {
  /// The process that holds the lock of the folder, as the system lists it; nil when none does, or
  /// where the system does not say.
  static func process(of folder: RunFolder) -> Int? {
    guard let inode = EntryStatus.of(folder.path)?.inode,
      let locks = FileManager.default.contents(atPath: SystemPath.plain("/proc/locks"))
    else { return nil }
    // `1: FLOCK  ADVISORY  WRITE 4711 fd:01:131090 0 EOF`
    for line in String(decoding: locks, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let pid = Int(words[4]), pid > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { continue }
      return pid
    }
    return nil
  }
}

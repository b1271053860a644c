/// The statuses of all records as of one moment.
struct StatusClock {
  let now: Moment
  private let timelines: [StatusTimeline]

  init(now: Moment, pace: Pace) {
    self.now = now
    timelines = Outcome.allCases.map { StatusTimeline(outcome: $0, pace: pace) }
  }

  func status(of record: StoredRecord) -> Int { step(of: record).status }

  /// When the record's present status began.
  func updatedAt(of record: StoredRecord) -> Moment {
    record.storedAt.advanced(byMilliseconds: step(of: record).milliseconds)
  }

  func timeline(of record: StoredRecord) -> StatusTimeline {
    timelines[Int(record.outcome.rawValue)]
  }

  private func step(of record: StoredRecord) -> StatusTimeline.Step {
    timeline(of: record)
      .step(afterMilliseconds: now.milliseconds - record.storedAt.milliseconds)
  }
}

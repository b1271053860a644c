import Synchronization

/// What the requests share. Each lock is held for one POST or one page at most.
final class SimulatorState: Sendable {
  /// The records and the file behind them, changed together so that the file has their order.
  struct Shelf {
    var store = RecordStore()
    var file: StoreFile?
  }

  let shelf: Mutex<Shelf>
  let statistics = Mutex(Statistics())
  let callbacks = CallbackQueue()

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(storeFile path: String?) throws(SimulatorError) {
    var store = RecordStore()
    guard let path else {
      shelf = Mutex(Shelf(store: store))
      return
    }
    let file = try StoreFile(path: path)
    try file.load { (line) throws(JSONReadingError) in store.append(try StoreLine.read(line)) }
    shelf = Mutex(Shelf(store: store, file: file))
  }
}

extension SimulatorState.Shelf {
  /// Stores what the intake takes and writes it to the file before returning.
  /// - Throws: ``SimulatorError`` when the file cannot be written.
  mutating func receive(
    _ records: [SubmittedRecord], _ intake: Intake
  ) throws(SimulatorError) -> Intake.Outcome {
    let outcome = intake.receive(records, into: &store)
    guard let file, !outcome.stored.isEmpty else { return outcome }
    var writer = JSONWriter(reserving: outcome.stored.count * 400)
    for index in outcome.stored {
      StoreLine.write(
        store.records[index], texts: store.utf8(of: index),
        id: RecordEncoder.id(ofRecord: index), to: &writer)
    }
    try file.append(writer.bytes)
    return outcome
  }
}

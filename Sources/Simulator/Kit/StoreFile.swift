import Foundation

/// Records in memory and the file behind them, changed together so that both have the same order.
struct DurableStore<Facts: Sendable> {
  var store = RecordStore<Facts>()
  private var file: StoreFile?

  /// A store of its own in memory.
  init() {}

  /// Opens the file and takes up the records it holds.
  ///
  /// - Parameters:
  ///   - path: of the file; nil keeps the records in memory only.
  ///   - read: a record from its line.
  /// - Throws: ``SimulatorError`` when the file cannot be used.
  init(
    path: String?, _ read: ([UInt8]) throws(JSONReadingError) -> NewRecord<Facts>
  ) throws(SimulatorError) {
    guard let path else { return }
    let file = try StoreFile(path: path)
    var store = RecordStore<Facts>()
    try file.load { (line) throws(JSONReadingError) in store.append(try read(line)) }
    self.store = store
    self.file = file
  }

  /// Writes records that were just stored to the file.
  ///
  /// - Parameter write: a record of the store as its line.
  /// - Throws: ``SimulatorError`` when the file cannot be written.
  func persist(
    _ records: [Int], _ write: (RecordStore<Facts>, Int, inout JSONWriter) -> Void
  ) throws(SimulatorError) {
    guard let file, !records.isEmpty else { return }
    var writer = JSONWriter(reserving: records.count * 400)
    for record in records { write(store, record, &writer) }
    try file.append(writer.bytes)
  }
}

/// The append-only file behind `--store`, mode 0600.
///
/// Operations share one file: each opens it, and the first bytes of a line say whose it is.
///
/// Lines are written with write(2) before the answer is sent. They are not synced: a killed process
/// loses nothing, a power cut may. A last line without its end was torn by a kill and is cut off.
final class StoreFile: Sendable {
  private let descriptor: Int32
  private let path: String
  /// How the lines of an operation with a mark begin.
  private static let marked = Array("{\"operation\":\"".utf8)

  /// How the lines of the operation with this mark begin.
  static func opening(of mark: String) -> [UInt8] { marked + Array("\(mark)\"".utf8) }

  /// Refuses a file that no simulator wrote, before anything of it is changed: a line that is torn would be
  /// cut off, and the file would be made private.
  ///
  /// - Throws: ``SimulatorError``.
  static func refuseForeign(_ path: String) throws(SimulatorError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    // ``init(path:)`` creates a missing file and says why one cannot be opened.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    guard status.st_nlink == 1 else {
      throw SimulatorError(
        "store file \(path) has a second name (a hard link), which would change with it")
    }
    var beginning = [UInt8](repeating: 0, count: 64)
    let count = unsafe beginning.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
    guard count < 0 || isBeginning(beginning[..<count]) else {
      throw SimulatorError("\(path) is no store file of a simulator and stays as it is")
    }
  }

  /// Whether a store may begin with these bytes; a kill may have torn its only line.
  static func isBeginning(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !bytes.starts(with: marked), !marked.starts(with: bytes) else { return true }
    guard bytes.starts(with: unmarked.id) else { return unmarked.id.starts(with: bytes) }
    let rest = bytes.dropFirst(unmarked.id.count).drop { (0x30...0x39).contains($0) }
    return rest.starts(with: unmarked.time) || unmarked.time.starts(with: rest)
  }

  /// How lines without a mark begin, around the record's number.
  private static let unmarked = (id: Array("{\"id\":".utf8), time: Array(",\"stored_ms\":".utf8))

  /// Opens or creates the file.
  /// - Throws: ``SimulatorError``.
  init(path: String) throws(SimulatorError) {
    self.path = path
    // O_NONBLOCK: opening a pipe must not wait for its other end.
    descriptor = unsafe open(
      path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw Self.failure("cannot be opened", path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SimulatorError(
        "store file \(path) is a pipe, a device or a folder: give a regular file")
    }
    guard fchmod(descriptor, 0o600) == 0 else { throw Self.failure("cannot be made private", path) }
  }

  deinit { close(descriptor) }

  /// Reads every complete line in order, then cuts off what follows the last line end.
  ///
  /// - Parameter mark: of the operation whose lines are read; nil reads those without a mark.
  /// - Throws: ``SimulatorError`` for a read error, or when `line` throws: the text and the number
  ///   of the line, 1-based, are named.
  func load(
    mark: String? = nil, _ line: ([UInt8]) throws(JSONReadingError) -> Void
  ) throws(SimulatorError) {
    let opening = mark.map(Self.opening(of:))
    var pending: [UInt8] = []
    var (lineNumber, completeByteCount) = (0, 0)
    while let block = try readBlock(), !block.isEmpty {
      pending.append(contentsOf: block)
      var start = 0
      while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
        lineNumber += 1
        let text = pending[start..<end]
        if opening.map({ text.starts(with: $0) }) ?? !text.starts(with: Self.marked) {
          do { try line(Array(text)) } catch {
            throw SimulatorError("store file \(path), line \(lineNumber): \(error.reason)")
          }
        }
        completeByteCount += end + 1 - start
        start = end + 1
      }
      pending.removeFirst(start)
    }
    guard ftruncate(descriptor, completeByteCount) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw Self.failure("cannot be cut to its last whole line", path) }
  }

  /// Appends bytes, all of them or an error.
  func append(_ bytes: [UInt8]) throws(SimulatorError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("cannot be written", path) }
      written += count
    }
  }

  private func readBlock() throws(SimulatorError) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    let capacity = block.count
    let count = unsafe block.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, capacity)
    }
    guard count >= 0 else { throw Self.failure("cannot be read", path) }
    block.removeLast(capacity - count)
    return block
  }

  private static func failure(_ what: String, _ path: String) -> SimulatorError {
    SimulatorError("store file \(path) \(what): \(unsafe String(cString: strerror(errno)))")
  }
}

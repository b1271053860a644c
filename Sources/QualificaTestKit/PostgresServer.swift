internal import Foundation
internal import Synchronization

/// A PostgreSQL server of the tests' own: one for the process, in a folder that goes with it, on a socket
/// in that folder; each test gets a database of its own.
package final class PostgresServer: Sendable {
  /// Where the server's programs are; nil where it is not installed.
  static let programs: String? = {
    let versions =
      (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    return versions.compactMap(Int.init).sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: "\($0)/postgres") }
  }()

  /// Whether the tests run: always in CI, where a missing server is a failure.
  package static let isWanted =
    programs != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  package static let missing = "no PostgreSQL server here: apt install postgresql"

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let shared = Result { try PostgresServer() }

  /// The one of this process.
  package static func running() throws -> PostgresServer { try shared.get() }

  /// Of its socket.
  package let folder: String
  private let programs: String
  private let databases = Mutex(0)
  /// As long as it is open the server runs: it ends with this process, however that ends.
  private let lifeline = Pipe()

  /// Another one, for what concerns a whole server.
  package init() throws {
    guard let programs = Self.programs else {
      throw Failure(description: "PostgreSQL's server is not installed: apt install postgresql")
    }
    self.programs = programs
    folder = "/tmp/qualifica-postgres-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    if geteuid() == 0 { try Self.run("chown", ["postgres", folder], input: nil) }
    try run("initdb", ["-D", "\(folder)/data", "-U", "qualifica", "-A", "trust", "-N"])
    // A server that the shell starts ends when the shell's input does.
    let script = """
      "\(programs)/postgres" -D "\(folder)/data" -k "\(folder)" -c listen_addresses= -c fsync=off \
      -c max_connections=200 >"\(folder)/log" 2>&1 &
      server=$!
      read -r line
      kill -QUIT $server
      sleep 1
      rm -rf "\(folder)"
      """
    let shell = Process()
    (shell.executableURL, shell.arguments) = Self.unprivileged("/bin/sh", ["-c", script])
    shell.standardInput = lifeline
    // What runs the tests waits until nobody has its output open.
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    try awaitStart()
  }

  /// The address of a new database, which is empty.
  package func newDatabase() throws -> String { address(of: try databaseName()) }

  /// The name of a new database.
  package func databaseName() throws -> String {
    let number = databases.withLock { number in
      number += 1
      return number
    }
    let name = "test\(number)"
    try run(
      "psql",
      ["-h", folder, "-U", "qualifica", "-q", "-c", "CREATE DATABASE \(name)", "postgres"])
    return name
  }

  /// Executes statements in a database, as its owner or as a role.
  package func execute(_ sql: String, in database: String) throws {
    try run(
      "psql", ["-h", folder, "-U", "qualifica", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, database])
  }

  /// The values that a question gives, one a line.
  package func ask(_ sql: String, in database: String = "postgres") throws -> [String] {
    try run("psql", ["-h", folder, "-U", "qualifica", "-At", "-c", sql, database])
      .split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Lets the server wait with each commit for a standby that is not there, or for none.
  package func loseStandby(_ isGone: Bool) throws {
    let name = isGone ? "gone" : ""
    try execute("ALTER SYSTEM SET synchronous_standby_names = '\(name)'", in: "postgres")
    try execute("SELECT pg_reload_conf()", in: "postgres")
    while try ask("SHOW synchronous_standby_names") != (isGone ? [name] : []) { usleep(10_000) }
    // The checkpointer lets commits wait once it has read the settings.
    if isGone { try execute("CHECKPOINT", in: "postgres") }
  }

  /// How many commits wait for the standby.
  package func waitingCommits() throws -> Int {
    try ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'").first.flatMap {
      Int($0)
    } ?? 0
  }

  /// What a dump of the database at an address holds.
  package func dump(_ address: String) throws -> String {
    let name = address.prefix { $0 != "?" }.split(separator: "/").last ?? ""
    return try run("pg_dump", ["-h", folder, "-U", "qualifica", String(name)])
  }

  /// The address of a new database with what a dump holds.
  package func restore(_ dump: String) throws -> String {
    let name = try databaseName()
    let file = "/tmp/\(name)-\(UInt32.random(in: 0 ... .max)).sql"
    try dump.write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    try run("psql", ["-h", folder, "-U", "qualifica", "-q", "-f", file, name])
    return address(of: name)
  }

  package func address(of database: String, as user: String = "qualifica") -> String {
    "postgres://\(user)@/\(database)?host=\(folder)"
  }

  /// Whether a pooler can stand before the server.
  package static let hasPooler =
    FileManager.default.isExecutableFile(atPath: pooler)
    || ProcessInfo.processInfo.environment["CI"] == "true"

  package static let missingPooler = "no PgBouncer here: apt install pgbouncer"

  private static let pooler = "/usr/sbin/pgbouncer"

  /// The address of a new database behind PgBouncer, which gives each transaction a connection of few.
  package func pooledDatabase() throws -> String {
    let database = try databaseName()
    let port = 10_000 + databases.withLock { $0 }
    let place = "\(folder)/pooler-\(port)"
    let settings = """
      [databases]
      * = host=\(folder) user=qualifica
      [pgbouncer]
      listen_addr =
      listen_port = \(port)
      unix_socket_dir = \(folder)
      auth_type = any
      pool_mode = transaction
      default_pool_size = 3
      logfile = \(place).log
      pidfile = \(place).pid
      """
    let script = """
      printf '%s\n' "$1" >"\(place).ini"
      "\(Self.pooler)" -q "\(place).ini" </dev/null >/dev/null 2>&1 &
      pooler=$!
      while kill -0 $pooler && [ -d "\(folder)/data" ]; do sleep 1; done
      kill -INT $pooler
      """
    let shell = Process()
    (shell.executableURL, shell.arguments) = Self.unprivileged(
      "/bin/sh", ["-c", script, "sh", settings])
    (shell.standardOutput, shell.standardError) = (
      FileHandle.nullDevice, FileHandle.nullDevice
    )
    try shell.run()
    for _ in 0..<600 {
      if (try? run("pg_isready", ["-h", folder, "-p", "\(port)", "-q"])) != nil { break }
      usleep(50_000)
    }
    return "\(address(of: database))&port=\(port)"
  }

  private func awaitStart() throws {
    for _ in 0..<600 {
      if (try? run("pg_isready", ["-h", folder, "-q"])) != nil { return }
      usleep(50_000)
    }
    let log = try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)
    throw Failure(description: "the server did not start: \(log ?? "")")
  }

  @discardableResult
  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let (url, arguments) = Self.unprivileged("\(programs)/\(program)", arguments)
    return try Self.run(url.path, arguments, input: nil)
  }

  /// A server does not run as root.
  private static func unprivileged(_ program: String, _ arguments: [String]) -> (URL, [String]) {
    guard geteuid() == 0 else { return (URL(fileURLWithPath: program), arguments) }
    return (
      URL(fileURLWithPath: "/usr/bin/setpriv"),
      ["--reuid=postgres", "--regid=postgres", "--clear-groups", program] + arguments
    )
  }

  @discardableResult
  private static func run(
    _ program: String, _ arguments: [String], input: Pipe?
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: program.hasPrefix("/") ? program : "/bin/\(program)")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program): \(String(decoding: complaint, as: UTF8.self))")
    }
    return String(decoding: text, as: UTF8.self)
  }
}

import Foundation
import BulkEngine

/// How many files and connections the system lets this process have open at a time.
enum OpenFiles {
  /// What a command has open beside its connections: input, outputs, journal, event loops.
  private static let usual = 64

  /// Asks the system for as many as it permits.
  static func raise() {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = unsafe setrlimit(resource, &limit)
  }

  /// Libraries of the network stop the process where they cannot open what they need, so it is
  /// looked at first.
  ///
  /// - Throws: ``TooFewOpenFiles``.
  static func require(connections: Int = 0) throws {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return }
    let needed = usual + connections
    guard limit.rlim_cur < rlim_t(needed) else { return }
    throw TooFewOpenFiles(
      permitted: Int(limit.rlim_cur), needed: needed, connections: connections)
  }

  private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}

/// The system permits fewer open files than the command needs.
struct TooFewOpenFiles: ExplainedError {
  var permitted: Int
  var needed: Int
  var connections: Int

  var status: ExitStatus { .configuration }

  func text(_ language: Language) -> String {
    let more = language.pick(
      "Raise the limit with: ulimit -n \(needed)", "Aumente o limite com: ulimit -n \(needed)")
    let less = language.pick(
      ", or lower --concurrency.", " ou reduza --concurrency.")
    return language.pick(
      "Only \(permitted) files may be open here, and \(needed) are needed. ",
      "Aqui só \(permitted) arquivos podem ficar abertos, e são necessários \(needed). ")
      + more + (connections > 0 ? less : ".")
  }
}

import BulkEngine
import CMachine
import Foundation
import Spreadsheets

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
struct TooFewOpenFiles: CommandError {
  var permitted: Int
  var needed: Int
  var connections: Int

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    let hasConnections = connections > 0
    return Explanation(
      Bilingual(
        "Only \(permitted) files may be open here, and \(needed) are needed.",
        "Aqui só \(permitted) arquivos podem ficar abertos, e são necessários \(needed)."),
      next: Bilingual(
        "Raise the limit with: ulimit -n \(needed)\(hasConnections ? ", or lower --concurrency" : "").",
        "Aumente o limite com: ulimit -n \(needed)\(hasConnections ? " ou reduza --concurrency" : "")."
      )
    )
  }
}

/// How much memory the system lets this process have.
enum MemoryRoom {
  /// Bytes for the stacks of a few threads and what a small command needs.
  private static let needed = 64 << 20
  /// Bytes of the stack that each thread gets; whoever exceeds it crashes.
  private static let neededStack = 1 << 20

  /// The library that runs tasks waits for ever where it gets no thread, so it is looked at first.
  ///
  /// - Throws: ``TooLittleMemory``, ``TooLittleStack``.
  static func require() throws {
    let stack = limit(RLIMIT_STACK.rawValue)
    guard stack >= rlim_t(neededStack) else {
      throw TooLittleStack(kilobytes: Int(stack >> 10), neededKilobytes: neededStack >> 10)
    }
    let place = unsafe mmap(
      nil, needed, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let place = unsafe place, unsafe place != MAP_FAILED else {
      throw TooLittleMemory(neededKilobytes: needed >> 10)
    }
    defer { unsafe munmap(place, needed) }
    guard isLimited else { return }
    // Each thread would reserve some for itself alone.
    share_memory_of_threads()
    guard ThreadTrial.succeeds(threads) else {
      throw TooLittleMemory(neededKilobytes: needed >> 10)
    }
  }

  /// Those of the task pool and the event loops, of which each processor has one, and of queues.
  private static var threads: Int { 2 * ProcessInfo.processInfo.activeProcessorCount + 12 }

  /// Whether memory or threads are limited so far that the trial is worth its time.
  private static var isLimited: Bool {
    limit(RLIMIT_AS.rawValue) != .max || limit(RLIMIT_DATA.rawValue) != .max
      || limit(limit_of_threads()) < 1_024
  }

  private static func limit(_ resource: UInt32) -> rlim_t {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(resource), &limit) == 0 else { return .max }
    return limit.rlim_cur
  }
}

/// Begins threads, all at once, to see whether the system gives them.
private enum ThreadTrial {
  static func succeeds(_ count: Int) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return false }
    defer { close(ends[0]) }
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      // Reads until the other end of the pipe is closed.
      let code = unsafe pthread_create(
        &thread, nil,
        { end in
          var byte: UInt8 = 0
          _ = unsafe read(Int32(Int(bitPattern: end)), &byte, 1)
          return nil
        }, UnsafeMutableRawPointer(bitPattern: Int(ends[0])))
      guard code == 0 else { break }
      threads.append(thread)
    }
    close(ends[1])
    for thread in threads { pthread_join(thread, nil) }
    return threads.count == count
  }
}

/// The system permits less memory, or fewer threads, than the command needs.
struct TooLittleMemory: CommandError {
  var neededKilobytes: Int

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "The limits of this shell leave too little memory or too few threads: "
          + "\(neededKilobytes) KB more are needed to begin.",
        "Os limites deste shell deixam memória ou threads de menos: faltam "
          + "\(neededKilobytes) KB para começar."),
      next: Bilingual(
        "Raise or remove them with: ulimit -d unlimited -v unlimited -u 4096",
        "Aumente-os ou retire-os com: ulimit -d unlimited -v unlimited -u 4096"))
  }
}

/// The system permits smaller stacks than the command needs.
struct TooLittleStack: CommandError {
  var kilobytes: Int
  var neededKilobytes: Int

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "Stacks may have \(kilobytes) KB here, and \(neededKilobytes) are needed.",
        "Aqui as pilhas podem ter \(kilobytes) KB, e são necessários \(neededKilobytes)."),
      next: Bilingual(
        "Raise the limit with: ulimit -s 8192", "Aumente o limite com: ulimit -s 8192"))
  }
}

/// What is in memory, the API key above all, stays there when the process crashes.
enum ProcessMemory {
  /// What a crash raises; the runtime may have set up a report for them that shows registers and
  /// the memory they point at.
  private static let crashes = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP]

  /// Forbids core dumps, reports of crashes, and looks into memory by other processes of the user.
  static func keepPrivate() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = forbid_dumps()
    for number in crashes { signal(number, SIG_DFL) }
  }
}

/// The names of the language in the environment.
enum LocaleNames {
  private static let variables = [
    "LANG", "LANGUAGE", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_MONETARY",
    "LC_NUMERIC", "LC_TIME",
  ]
  /// The names of all languages are shorter.
  private static let longest = 200

  /// Takes away names that are too long for one: the library that formats numbers has so much room
  /// for them on its stack, and the process crashed.
  static func secure() {
    for variable in variables {
      guard let text = SystemPath.environment[variable], text.utf8.count > longest else { continue }
      _ = unsafe unsetenv(variable)
    }
  }
}

/// What a process inherits from its parent.
enum StandardDescriptors {
  /// Makes new files private and usable to their owner, whatever the mask was.
  static func secureFileModes() {
    umask(0o077)
  }

  /// Takes up those that are closed.
  ///
  /// Otherwise the next file to be opened would get their number: messages would be written into a
  /// result file or a connection. What is put there refuses to be read (0) or written (1, 2), as a
  /// closed descriptor does.
  static func secure() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      let access = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY
      // The lowest free number is taken, and all below are open by now.
      _ = unsafe open("/dev/null", access)
    }
  }
}

/// The path of a run folder is longer than SQLite takes.
struct LongPath: CommandError {
  let folder: String
  /// Bytes of the longest path that SQLite opens, its companions and the zero behind them included.
  private static let mostBytes = 512
  /// The longest name that SQLite opens in the folder.
  private static let longestName = "/\(OutputFiles.journal)-journal"

  /// - Throws: ``LongPath``.
  static func refuse(_ folder: RunFolder) throws {
    // SQLite takes the path as it is given.
    let lengths = [SystemPath.absolute(folder.path), folder.path].map {
      SystemPath.bytes(of: $0).count
    }
    guard (lengths.max() ?? 0) + longestName.utf8.count >= mostBytes else { return }
    throw LongPath(folder: folder.path)
  }

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(folder): the path is too long for a journal.",
        "\(folder): o caminho é longo demais para um diário."),
      next: Bilingual(
        "Choose a folder nearer to the root with --output.",
        "Escolha com --output uma pasta mais próxima da raiz."))
  }
}

/// More arguments than any command takes: the parser's time grows with their square.
struct TooManyArguments: CommandError {
  let count: Int
  /// Every option of `run` and every field of `--map` many times over.
  static let most = 1_000

  /// - Returns: `arguments`.
  /// - Throws: ``TooManyArguments``.
  static func refuse(_ arguments: [String]) throws -> [String] {
    guard arguments.count <= most else { throw TooManyArguments(count: arguments.count) }
    return arguments
  }

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(count) arguments are too many; at most \(Self.most) are taken.",
        "\(count) argumentos são demais; o máximo é \(Self.most)."),
      next: Bilingual(
        "Give one file, and settings in a configuration file.",
        "Passe um arquivo só e as opções num arquivo de configuração."))
  }
}

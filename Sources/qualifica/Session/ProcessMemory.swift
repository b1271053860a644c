import CMachine
import Foundation

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

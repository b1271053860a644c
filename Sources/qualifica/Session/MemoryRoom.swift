import Foundation
import Qualification

/// How much memory the system lets this process have.
enum MemoryRoom {
  /// Bytes for the stacks of a few threads and what a small command needs.
  private static let needed = 64 << 20

  /// The library that runs tasks waits for ever where it gets no thread, so it is looked at first.
  ///
  /// - Throws: ``TooLittleMemory``.
  static func require() throws {
    let place = unsafe mmap(
      nil, needed, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let place = unsafe place, unsafe place != MAP_FAILED else {
      throw TooLittleMemory(neededKilobytes: needed >> 10)
    }
    unsafe munmap(place, needed)
  }
}

/// The system permits less memory than the command needs.
struct TooLittleMemory: ExplainedError {
  var neededKilobytes: Int

  var status: ExitStatus { .configuration }

  func text(_ language: Language) -> String {
    language.pick(
      "The limits of this shell leave too little memory: \(neededKilobytes) KB more are needed to begin. "
        + "Raise or remove them with: ulimit -d unlimited -v unlimited",
      "Os limites deste shell deixam memória de menos: faltam \(neededKilobytes) KB para começar. "
        + "Aumente-os ou retire-os com: ulimit -d unlimited -v unlimited")
  }
}

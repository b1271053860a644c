internal import CMachine
import Spreadsheets

/// Whether a file is on a disk of this machine.
enum LocalDisk {
  /// File systems of which every process that opens a file is on this machine: ext, XFS, Btrfs, tmpfs,
  /// overlay, ZFS, F2FS. Any other may be shared.
  private static let kinds: Set<UInt> = [
    0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0x2FC1_2FC1, 0xF2F5_2010,
  ]

  static func holds(_ path: String) -> Bool {
    unsafe kinds.contains(kind_of_file_system(SystemPath.plain(path)))
  }
}

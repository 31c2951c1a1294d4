/// What names of files and of systemd's units end in: `logo@dark.png`, `getty@tty.service`.
enum FileEnding {
  private static let all = Set(
    """
    png jpg jpeg gif svg webp bmp tif tiff ico heic pdf doc docx xls xlsx ppt pptx odt txt rtf csv tsv json jsonl \
    xml yaml yml toml ini cfg conf log html htm css scss js jsx ts tsx mjs cjs vue java jar class kt swift go cpp \
    hpp php lua rb sql sqlite db lock map exe dll dylib bin iso img dmg apk ipa deb rpm whl gem tar gz bz xz tgz rar \
    wav ogg flac avi mkv webm ttf woff otf service socket timer target mount automount slice scope device swap
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })

  private static let longest = 9

  /// Whether a label is one, in letters of either case.
  static func isOne(_ text: Span<UInt8>, _ label: Range<Int>) -> Bool {
    label.count <= longest && all.contains(label.map { text[$0] | 0x20 })
  }
}

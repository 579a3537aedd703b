import Testing

@testable import snn_lua

@Suite struct OptionTests {
  @Test(arguments: ["--help", "-h"])
  func helpNamesEveryOption(option: String) throws {
    #expect(
      try Workplace().snnLua(option)
        == Transcript(
          output: """
            OVERVIEW: Runs Lua scripts that simulate spiking neural networks.

            What follows the script belongs to it: it finds its arguments in '...' and in
            the table 'arg'. The script '-' is the standard input, which also runs if there
            is neither a script nor a statement; at a terminal there is a prompt instead.
            The options of one letter are those of Lua's own program. 'snn-lua sweep
            --help' tells of parameter sweeps, 'snn-lua init-editor --help' of editors,
            'snn-lua help name' of anything in the library.

            A size ends in K, M or G. The limits are none, but for memory, which is three
            quarters of the machine's; in a sandbox they are 1G, 60 seconds, 10 for each
            forward, and a million objects.

            Ends with 0, with 1 after an error in Lua or at a limit, with 2 if the command
            line is wrong, with 124 if a script that can't be broken off is past its time,
            with 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.

            USAGE: snn-lua [options] [script [args]]
                   snn-lua sweep [options] grid.lua
                   snn-lua init-editor [folder]
                   snn-lua help [name]

            ARGUMENTS:
              <script>                A file of Lua, and its arguments.

            OPTIONS:
              -e <statement>          Run a statement before the script; may be given
                                      several times.
              -l <module>             Require a module into the global of its name, or of
                                      another: -l g=mod.
              -i                      Go on at a prompt after the script.
              -v                      Show the releases before anything runs.
              -E                      Ignore LUA_INIT, LUA_PATH and their like.
              -W                      Turn Lua's warnings on.
              --seed <n>              What all random numbers follow from, 0 to 2^53 - 1;
                                      drawn if there is none.
              --threads <n>           How many threads work at a time; one for each core
                                      that there is for the program if not given.
              --device <name>         Where networks run that say nothing: cpu, gpu,
                                      opencl, an id of --devices, or auto.
              --set <key=value>       Set snn.args.key; may be given several times.
              --steps <n>             Run n iterations wherever the script runs any number.
              --check                 Load, initialize, run one iteration and end; print
                                      only errors.
              --record <file.npz>     Write what recorders recorded when the script ends.
              --results <file.csv>    Write what the script gave to snn.result.
              --memory <size>         The most memory of tensors and Lua together: 500M, 2G.
              --lua-memory <size>     The most memory of Lua's own values.
              --tensor-memory <size>  The most memory of tensors.
              --timeout <seconds>     The longest that the script may run, and each entry
                                      at a prompt.
              --forward-timeout <seconds>
                                      The longest that a behavior's initialize or forward
                                      may run.
              --instructions <n>      The most instructions of Lua; work on tensors counts
                                      too.
              --depth <n>             The most calls within each other.
              --objects <n>           The most tensors, groups and behaviors at a time.
              --sandbox               Keep the script from files and programs, and limit
                                      what it uses.
              --files <folder>        Let a script in a sandbox save and load files below a
                                      folder.
              --allow-device          Let a script in a sandbox have networks run on
                                      devices.
              --binary-chunks         Let the script load binary chunks; wrong ones may
                                      crash.
              --profile               Show the time of each behavior when the script ends.
              --profile-json <file.json>
                                      Write the time of each behavior; '-' is the standard
                                      output.
              --quiet                 Show no progress and no remarks.
              -h, --help              Show this help and end.
              --version               Show the releases and end.
              --devices               Show the devices that networks can run on and end.
              --annotations           Print the library's declarations for editors and end.
              --generate-completion-script <shell>
                                      Print what lets a shell complete command lines: bash,
                                      zsh or fish.


            """))
  }

  @Test func aStatementAtATerminalOpensNoPrompt() throws {
    #expect(
      try Workplace().snnLuaAtTerminal("-e", "print(1)")
        == Transcript(output: "1\n"))
  }

  @Test func theAnnotationsAreLua() throws {
    let place = try Workplace()
    let annotations = try place.snnLua("--annotations")
    #expect(annotations.output.hasPrefix("---@meta snn\n"))
    #expect(annotations.status == 0)
  }

  @Test func theVersionNamesBothReleases() throws {
    let transcript = try Workplace().snnLua("--version", "model.lua")
    #expect(transcript.output.hasPrefix("snn-lua 0.1.0, Lua 5.4."))
    #expect(transcript.error == "" && transcript.status == 0)
  }

  @Test(arguments: [
    (["--sed", "3"], "unknown option '--sed'; did you mean '--seed'?"),
    (["--thread=3"], "unknown option '--thread'; did you mean '--threads'?"),
    (["--Help"], "unknown option '--Help'; did you mean '--help'?"),
    (["-x", "model.lua"], "unknown option '-x'"),
    (["-e", "x = 1", "--what"], "unknown option '--what'"),
    (["-e"], "Missing value for '-e <statement>'"),
    (["-l"], "Missing value for '-l <module>'"),
    (
      ["--quit", "model.lua"],
      "unknown option '--quit'; did you mean '--quiet'?"
    ),
    (["--set", "a=1", "--set", "a=2"], "--set a is given twice"),
    (
      ["--record", "r.h5"],
      "--record r.h5: only files that end in .npz can be written"
    ),
    (
      ["--record", "a.npz", "--record", "b.npz"], "--record is given twice"
    ),
    (
      ["--record", "a.npz", "--results", "./a.npz"],
      "--record and --results are both ./a.npz"
    ),
    (
      ["--results", "/tmp/../tmp/r", "--profile-json", "/tmp/r", "m.lua"],
      "--results and --profile-json are both /tmp/r"
    ),
    (
      ["--results", "m", "./m"], "the script and --results are both m"
    ),
    (
      ["--results", "model.lua"],
      "--results model.lua would be written over a script; give it another"
        + " name"
    ),
    (["--results", "", "m.lua"], "--results needs the path of a file"),
    (["--profile-json", ""], "--profile-json needs the path of a file"),
    (["--record", ""], "--record needs the path of a file"),
    (
      ["--check", "--steps", "2"],
      "--check runs one iteration, so it has no --steps"
    ),
    (["--sandbox", "-i"], "a sandbox has no prompt: -i and --sandbox"),
    (
      ["--sandbox", "--binary-chunks", "model.lua"],
      "a sandbox loads text only: --binary-chunks and --sandbox"
    ),
    (["--files", "."], "--files is for a script in a --sandbox"),
    (["--seed"], "Missing value for '--seed <n>'"),
  ])
  func aWrongCommandLineSaysWhatIsWrong(
    arguments: [String], message: String
  ) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading(arguments)
    }
    #expect(Invocation.message(for: error) == message)
  }

  @Test func aLinkToTheScriptIsTheScript() throws {
    let place = try Workplace(["model": "return 1"])
    #expect(try place.shell("ln model other").status == 0)
    let transcript = try place.snnLua("--results", "other", "model")
    #expect(transcript.status == 2)
    #expect(
      transcript.error.contains("the script and --results are both other"))
    #expect(place.text("model") == "return 1")
  }

  @Test func timesMayGoToTheStandardOutputAlone() throws {
    let arguments = ["--results", "-", "--profile-json", "-", "m.lua"]
    #expect(throws: Never.self) { try Invocation.reading(arguments) }
  }

  @Test func aWrongCommandLineEndsWithStatus2() throws {
    #expect(
      try Workplace().snnLua("--sed", "3", "model.lua")
        == Transcript(
          error: """
            snn-lua: unknown option '--sed'; did you mean '--seed'?
            Try 'snn-lua --help'.

            """, status: 2))
  }

  /// The options whose value is read, and what can't be one.
  static let negatives = [
    (
      "--seed", "<n>", "-1", "expected a whole number from 0 to 2^53 - 1"
    ),
    ("--threads", "<n>", "-1", "expected a whole number from 1 to 256"),
    ("--steps", "<n>", "-3", "expected a whole number of 0 or more"),
    (
      "--set", "<key=value>", "-x",
      "expected key=value, where the key is a name"
        + " of letters, digits and _"
    ),
    ("--memory", "<size>", "-1G", "expected a size, as 4096, 500M or 2G"),
    ("--timeout", "<seconds>", "-0.5", "expected a number of seconds above 0"),
    ("--depth", "<n>", "--quiet", "expected a whole number above 0"),
  ]

  @Test(
    "D8: a value that begins with a hyphen is refused for what it is",
    arguments: negatives)
  func aValueMayBeginWithAHyphen(
    option: String, name: String, value: String, reason: String
  ) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading([option, value])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(value)' is invalid for '\(option) \(name)': \(reason)")
  }

  @Test("D8: a value that begins with a hyphen is taken where it is one")
  func aNameMayBeginWithAHyphen() throws {
    #expect(try Invocation.reading(["--record", "-r.npz"]).record == "-r.npz")
    #expect(
      try Invocation.reading(["--files", "-d", "--sandbox"]).files == "-d")
  }

  @Test(arguments: ["0", "257", "-1", "1.5", "two", "99999999999999999999"])
  func aNumberOfThreadsIsFrom1To256(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading(["--threads=\(text)"])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--threads <n>': "
        + "expected a whole number from 1 to 256")
  }

  @Test(arguments: ["-1", "1.5", "x", "9007199254740992"])
  func aSeedHas53Bits(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading(["--seed=\(text)"])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--seed <n>': "
        + "expected a whole number from 0 to 2^53 - 1")
  }

  @Test(arguments: ["-1", "1.5", "many"])
  func stepsAreAWholeNumber(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading(["--steps=\(text)"])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--steps <n>': "
        + "expected a whole number of 0 or more")
  }

  @Test(arguments: ["tau", "=3", "1a=3", "a.b=3", "a b=3", "größe=1"])
  func aSettingHasAnIdentifierAndAValue(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.reading(["--set", text])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--set <key=value>': "
        + "expected key=value, where the key is a name of letters, digits and _"
    )
  }

  /// The lists say where values are, so they must be what the help says.
  @Test func theListsOfOptionsAreComplete() {
    let words = Invocation.helpMessage(columns: 200)
      .split(separator: "\n").map { $0.split(separator: " ") }
    let options = words.compactMap { line in
      line.firstIndex { $0.hasPrefix("--") }.map { place in
        (name: String(line[place]), next: line.dropFirst(place + 1).first ?? "")
      }
    }.filter {
      Invocation.helpMessage().contains("  \($0.name)")
        || $0.name == "--help"
    }
    let valued = options.filter { $0.next.hasPrefix("<") }.map(\.name)
    let flags = options.filter { !$0.next.hasPrefix("<") }.map(\.name)
    #expect(Invocation.valued == valued)
    #expect(Invocation.flags == flags)
  }

  @Test func theLimitsOfOptionsAreAccepted() throws {
    #expect(try Invocation.reading(["--threads", "1"]).threads == 1)
    #expect(try Invocation.reading(["--threads", "256"]).threads == 256)
    #expect(try Invocation.reading(["--seed", "0"]).seed == 0)
    #expect(
      try Invocation.reading(["--seed", "9007199254740991"]).seed == 1 << 53 - 1
    )
  }

  @Test func aSeedRepeatsAllRandomNumbers() throws {
    let place = try Workplace([
      "model.lua": """
      print(snn.rand(3), math.random(1e9), snn.Network().seed)
      """
    ])
    let first = try place.snnLua("--seed", "42", "model.lua")
    let second = try place.snnLua("--seed", "42", "model.lua")
    let other = try place.snnLua("--seed", "43", "model.lua")
    #expect(first == second)
    #expect(first.status == 0 && first.output.hasSuffix("\t42\n"))
    #expect(first.output != other.output)
  }

  @Test(arguments: [1, 3, 256])
  func threadsNeverChangeAResult(count: Int) throws {
    let sum = "print(snn.rand(300, 1000):sum())"
    let place = try Workplace()
    #expect(
      try place.snnLua("--seed=1", "--threads=\(count)", "-e", sum)
        == place.snnLua("--seed=1", "-e", sum))
  }
}

using Spectre.Console;

namespace Bantam.Cli;

/// <summary>Where a command writes: results to the output, everything else to the error stream.</summary>
internal sealed class Terminal
{
    /// <summary>Wide enough that tables in files and pipes are not wrapped.</summary>
    private const int WidthOfFiles = 200;

    /// <summary>A terminal of two streams that nobody looks at while they are written.</summary>
    public Terminal(TextWriter output, TextWriter error)
        : this(output, error, false, false)
    {
    }

    private Terminal(TextWriter output, TextWriter error, bool isOutputSeen, bool isErrorSeen)
    {
        Output = output;
        Error = error;
        Screen = Open(output, isOutputSeen);
        Notices = Open(error, isErrorSeen);
        IsInteractive = isErrorSeen;
    }

    /// <summary>The output as it is, for programs.</summary>
    public TextWriter Output { get; }

    /// <summary>The error stream as it is.</summary>
    public TextWriter Error { get; }

    /// <summary>The output for people: tables.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>The error stream for people: progress.</summary>
    public IAnsiConsole Notices { get; }

    /// <summary>Whether a person sees <see cref="Notices"/> as they are written, so that they may be written over.</summary>
    public bool IsInteractive { get; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    private static IAnsiConsole Open(TextWriter writer, bool isSeen)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isSeen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isSeen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isSeen ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isSeen) console.Profile.Width = WidthOfFiles;
        return console;
    }
}

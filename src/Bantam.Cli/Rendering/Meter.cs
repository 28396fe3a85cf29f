using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bantam.Cli.Rendering;

/// <summary>
/// Says how far a piece of work is, with the time that is left: in a bar where a person looks on, in a line now and then where it is
/// written to a file. What is done within a second leaves no trace in files.
/// </summary>
internal sealed class Meter
{
    /// <summary>What the longest of our details takes, with the title and the share.</summary>
    private const int WidthBesideBar = 72;
    private const int NarrowestBar = 8;
    private const int WidestBar = 40;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly Terminal _terminal;
    private readonly string _title;
    private readonly ProgressTask? _task;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private TimeSpan _nextLine = Quiet;

    private Meter(Terminal terminal, string title, ProgressTask? task)
    {
        _terminal = terminal;
        _title = title;
        _task = task;
    }

    /// <summary>Does work that reports how far it is.</summary>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, Func<Meter, Task<T>> work)
    {
        if (!terminal.IsInteractive) return work(new Meter(terminal, title, null));
        var bar = new ProgressBarColumn { Width = Math.Clamp(terminal.Notices.Profile.Width - WidthBesideBar, NarrowestBar, WidestBar) };
        return terminal.Notices.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), bar, new PercentageColumn(), new DetailColumn())
            .StartAsync(context => work(new Meter(terminal, title, context.AddTask(Markup.Escape(title), maxValue: 1))));
    }

    /// <summary>
    /// Does work that cannot say how far it is, and has nothing to keep should it be stopped: nobody waits for its end then.
    /// </summary>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, Func<T> work, CancellationToken cancellationToken) =>
        RunAsync(terminal, title, async meter =>
        {
            meter.Report(null, "");
            var done = Task.Run(work, cancellationToken).WaitAsync(cancellationToken);
            while (await Task.WhenAny(done, Task.Delay(BetweenLines, CancellationToken.None)).ConfigureAwait(false) != done)
                meter.Report(null, "");
            return await done.ConfigureAwait(false);
        });

    /// <summary>Says how far the work is.</summary>
    /// <param name="share">The part that is done, 0 to 1; null where that is not known.</param>
    /// <param name="detail">What else there is to say, such as the speed.</param>
    /// <param name="left">The time that the rest takes; null to estimate it from the part that is done.</param>
    public void Report(double? share, string detail, TimeSpan? left = null)
    {
        if (left is null && share is > 0.01 and < 1 && _clock.Elapsed > Quiet) left = _clock.Elapsed * ((1 - share.Value) / share.Value);
        var text = left is { } time ? Join(detail, $"{Texts.Duration(time)} left") : detail;
        if (_task is not null)
        {
            _task.IsIndeterminate = share is null;
            _task.Value = share ?? 0;
            _task.Tag = text;
            return;
        }

        lock (_lock)
        {
            if (_clock.Elapsed < _nextLine) return;
            _nextLine = _clock.Elapsed + BetweenLines;
            Note(Join(share is { } part ? $"{_title}: {part:P0}" : _title, text));
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void Note(string text) => _terminal.Notices.WriteLine(text);

    private static string Join(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first}, {second}";

    private sealed class DetailColumn : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Tag as string ?? "").Overflow(Overflow.Ellipsis);
    }
}

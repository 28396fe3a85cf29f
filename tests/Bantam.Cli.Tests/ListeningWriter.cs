using System.Text;

namespace Bantam.Cli.Tests;

/// <summary>Keeps what is written and does something, once, when a text was among it.</summary>
internal sealed class ListeningWriter(string text, Action heard) : TextWriter
{
    private readonly StringBuilder _written = new();
    private readonly Lock _lock = new();
    private bool _hasHeard;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        bool isNew;
        lock (_lock)
        {
            _written.Append(value);
            isNew = !_hasHeard && value == text[^1] && _written.Length >= text.Length
                && _written.ToString(_written.Length - text.Length, text.Length) == text;
            _hasHeard |= isNew;
        }

        if (isNew) heard();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock) return _written.ToString();
    }
}

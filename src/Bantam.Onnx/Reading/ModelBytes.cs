namespace Bantam.Onnx.Reading;

/// <summary>The bytes of a model's file, in memory or in a stream that can seek: what is asked for is read, and nothing is kept.</summary>
internal sealed class ModelBytes
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly Stream? _stream;
    private readonly long _begin;
    private readonly byte[] _window = [];
    private long _windowBegin;
    private int _windowLength;

    /// <summary>Bytes in memory.</summary>
    public ModelBytes(ReadOnlyMemory<byte> memory) => (_memory, Length) = (memory, memory.Length);

    /// <summary>The rest of a stream.</summary>
    public ModelBytes(Stream stream)
    {
        (_stream, _begin, _window) = (stream, stream.Position, new byte[4096]);
        Length = Math.Max(0, stream.Length - _begin);
    }

    /// <summary>How many there are.</summary>
    public long Length { get; }

    /// <summary>One of them.</summary>
    public byte this[long offset]
    {
        get
        {
            if (_stream is null) return _memory.Span[(int)offset];
            if (offset < _windowBegin || offset >= _windowBegin + _windowLength)
            {
                (_windowBegin, _windowLength) = (offset, (int)Math.Min(_window.Length, Length - offset));
                Read(offset, _window.AsSpan(0, _windowLength));
            }

            return _window[offset - _windowBegin];
        }
    }

    /// <summary>Reads some of them.</summary>
    /// <exception cref="IOException">The stream does not have them any more.</exception>
    public void Read(long offset, Span<byte> to)
    {
        if (_stream is null)
        {
            _memory.Span.Slice((int)offset, to.Length).CopyTo(to);
            return;
        }

        _stream.Position = _begin + offset;
        _stream.ReadExactly(to);
    }

    /// <summary>All of them, in memory.</summary>
    public ReadOnlyMemory<byte> All()
    {
        if (_stream is null) return _memory;
        var all = new byte[Length];
        Read(0, all);
        return all;
    }
}

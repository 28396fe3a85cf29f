using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Vision;

namespace Bantam.Cli.Data;

/// <summary>Samples whose pictures, bytes [height, width, channels], are given to a model as it wants them: scaled, in its order.</summary>
internal sealed class PictureFields : IDataset
{
    private readonly IDataset _source;
    private readonly ImageInput _input;
    private readonly int _height, _width, _channels;
    private readonly float[] _factors, _offsets;

    /// <summary>The samples for a model.</summary>
    /// <param name="source">The samples; the first field is the picture.</param>
    /// <param name="input">What the model takes: floats.</param>
    public PictureFields(IDataset source, ImageInput input)
    {
        (_source, _input) = (source, input);
        var shape = source.Fields[0].Shape;
        (_height, _width, _channels) = (shape[0].Size, shape[1].Size, shape[2].Size);
        _factors = [.. Enumerable.Range(0, _channels).Select(c => input.Scale / Of(input.Deviation, c))];
        _offsets = [.. Enumerable.Range(0, _channels).Select(c => -Of(input.Mean, c) / Of(input.Deviation, c))];
        var taken = input.Axes == AxisOrder.Nchw ? Shape.Of(_channels, _height, _width) : shape;
        Fields = [new Field(source.Fields[0].Name, ElementType.Float, taken), .. source.Fields.Skip(1)];
    }

    /// <summary>Whether a model cannot take pictures as they are: its channels come first, or its numbers are asked for.</summary>
    public static bool AreNeeded(IDataset samples, ImageInput input, bool hasNumbers) =>
        samples.Fields[0] is { Element: ElementType.UInt8, Shape.Rank: 3 } && input.Element == ElementType.Float
        && (hasNumbers || (input.Axes == AxisOrder.Nchw && input.Width > 0 && input.Channels != ChannelOrder.Gray));

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    /// <inheritdoc/>
    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        if (field > 0)
        {
            _source.Read(epoch, index, field, destination);
            return;
        }

        var pixels = new byte[_source.Fields[0].Bytes];
        _source.Read(epoch, index, 0, pixels);
        var numbers = MemoryMarshal.Cast<byte, float>(destination);
        var area = _height * _width;
        for (var pixel = 0; pixel < area; pixel++)
            for (var channel = 0; channel < _channels; channel++)
            {
                // Bytes are red first, of a model that takes blue first too.
                var from = _input.Channels == ChannelOrder.Bgr ? _channels - 1 - channel : channel;
                var to = _input.Axes == AxisOrder.Nchw ? (channel * area) + pixel : (pixel * _channels) + channel;
                numbers[to] = (pixels[(pixel * _channels) + from] * _factors[channel]) + _offsets[channel];
            }
    }

    private static float Of(IReadOnlyList<float> numbers, int channel) => numbers[numbers.Count == 1 ? 0 : channel];
}

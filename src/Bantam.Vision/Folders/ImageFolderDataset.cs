using System.Buffers.Binary;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Vision;

/// <summary>The pictures of a folder in one size, and the numbers of their classes.</summary>
internal sealed class ImageFolderDataset : IDataset
{
    private readonly ImageFolder _folder;
    private readonly ImageInput _input;
    private readonly bool _hasSmallLabels;

    public ImageFolderDataset(ImageFolder folder, ImageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Width, 1, nameof(input));
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Height, 1, nameof(input));
        _folder = folder;
        _input = input with { Axes = AxisOrder.Nhwc, Element = ElementType.UInt8 };
        _hasSmallLabels = folder.Classes.Count <= byte.MaxValue + 1;
        Fields =
        [
            new Field("image", ElementType.UInt8, Shape.Of(input.Height, input.Width, _input.ChannelCount)),
            new Field("label", _hasSmallLabels ? ElementType.UInt8 : ElementType.Int32, Shape.Of()),
        ];
    }

    public IReadOnlyList<Field> Fields { get; }

    public int Count => _folder.Files.Count;

    public void Read(int index, int field, Span<byte> destination)
    {
        if (field == 1)
        {
            var label = _folder.Files[index].Label;
            if (_hasSmallLabels) destination[0] = (byte)label;
            else BinaryPrimitives.WriteInt32LittleEndian(destination, label);
            return;
        }

        Picture picture;
        try
        {
            picture = _folder.Read(index);
        }
        catch (PictureException error)
        {
            throw new DatasetException(_folder.Path, $"{error.Message} 'bantam data check' lists all such files.", error);
        }

        var isReady = picture.Width == _input.Width && picture.Height == _input.Height && _input.Channels == ChannelOrder.Rgb
            && _input.ShorterSide is null;
        if (isReady) picture.Pixels.CopyTo(destination);
        else _input.Apply(picture).Bytes.CopyTo(destination);
    }
}

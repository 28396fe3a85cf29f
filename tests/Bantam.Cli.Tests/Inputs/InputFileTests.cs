using System.Text;
using Bantam.Cli.Inputs;
using Bantam.Tensors;

namespace Bantam.Cli.Tests.Inputs;

/// <summary>Files of numbers and pictures, good and bad.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Arrays_of_every_type_and_rank_come_back_as_they_were()
    {
        Tensor[] tensors =
        [
            Tensor.Scalar(1.5f), Tensor.From<float>([1, 2, 3]), Tensor.From<double>([1, 2, 3, 4], 2, 2), Tensor.From<sbyte>([-1, 2]),
            Tensor.From<byte>([1, 255]),
            Tensor.From<int>([1, -2], 1, 2, 1), Tensor.From<long>([long.MaxValue, 0]), Tensor.From<bool>([true, false]),
            Tensor.From<float>([], 0),
        ];
        foreach (var tensor in tensors)
        {
            NpyFile.Write(_scratch["a.npy"], tensor);
            var read = NpyFile.Read(_scratch["a.npy"]);
            Assert.Equal(tensor.Type, read.Type);
            Assert.Equal(tensor.Bytes.ToArray(), read.Bytes.ToArray());
            Assert.Equal(0, (new FileInfo(_scratch["a.npy"]).Length - tensor.Bytes.Length) % 64);
        }
    }

    [Theory]
    [InlineData("{'descr': '>g8', 'fortran_order': False, 'shape': (1,), }", "they are '>g8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "Float[2] has 8 bytes; the file has 4.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000, 1000000), }", "the file has 4.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "a dimension is a number")]
    [InlineData("import os", "it must give descr, fortran_order and shape")]
    public void A_wrong_array_is_refused(string header, string sentence)
    {
        var file =
            _scratch.Write("a.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), 0, 0, 128, 63]);
        Assert.Contains(sentence, Assert.Throws<InputException>(() => NpyFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "begin with")]
    [InlineData("P5 4 4 255\n123", "The file is cut off")]
    [InlineData("P5 100000 4 255\n", "width: it must be a number from 1 to 65536; it is '100000'")]
    [InlineData("P5 60000 60000 255\n", "The file is cut off")]
    [InlineData("P2 2 1 9 10 1", "pixel 0: values are 0 to 9; this one is 10")]
    [InlineData("P2 2 1 9 1 x", "pixel: it must be a number")]
    [InlineData("P5 4 4 65535\n", "highest value: it must be a number from 1 to 255")]
    public void A_wrong_picture_is_refused(string text, string sentence)
    {
        var file = _scratch.Write("a.pgm", text);
        Assert.Contains(sentence, Assert.Throws<InputException>(() => NetpbmFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_in_colour_have_three_channels()
    {
        var file = _scratch.Write("a.ppm", [.. "P6 1 2 255\n"u8, 1, 2, 3, 4, 5, 6]);
        var picture = NetpbmFile.Read(file);
        Assert.Equal(Shape.Of(2, 1, 3), picture.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], picture.Bytes.ToArray());
    }
}

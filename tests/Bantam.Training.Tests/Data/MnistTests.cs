using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Data;

public sealed class MnistTests
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    [Fact]
    public void The_real_files_are_read_as_bytes()
    {
        var digits = Mnist.Open(SharedData.Folder("mnist"));
        Assert.Equal((60_000, 10_000), (digits.Training.Count, digits.Test.Count));
        Assert.Equal(["image: UInt8[28,28,1]", "label: UInt8[]"], digits.Test.Fields.Select(f => f.ToString()));
        Assert.All(digits.Test[1].ToArray<byte>(), label => Assert.InRange(label, 0, 9));
        Assert.Equal(33.3, digits.Training[0].Bytes.ToArray().Average(p => (double)p), 0.1);
    }

    [Fact]
    public void Plain_and_packed_files_hold_the_same()
    {
        var folder = IdxFiles.Folder();
        var plain = Mnist.Open(folder.FullName).Training;
        foreach (var name in (string[])[Images, Labels])
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder.FullName, name));
            File.Delete(Path.Combine(folder.FullName, name));
            IdxFiles.Write(folder, name + ".gz", bytes);
        }

        var packed = Mnist.Open(folder.FullName).Training;
        Assert.Equal(plain[0].ToArray<byte>(), packed[0].ToArray<byte>());
        Assert.Equal(plain[1].ToArray<byte>(), packed[1].ToArray<byte>());
        folder.Delete(recursive: true);
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { Images,
            IdxFiles.Bytes(
            0x803, [4, 28, 28],
            new byte[3000]), "train-images-idx3-ubyte > elements: the dimensions [4,28,28] promise 3136 bytes; the file has at most " +
                "3016. It is cut off." },
        { Images, IdxFiles.Bytes(0x803, [4, 28, 28], new byte[3137]), "there are more. Something was appended to it." },
        { Images,
        IdxFiles.Bytes(
        0x803, [4, 28],
        new byte[2]), "train-images-idx3-ubyte > dimension 2: 4 bytes must follow at byte 12; there are 2. The file is cut off." },
        { Images, [0, 0], "magic number: 4 bytes must follow at byte 0; there are 2" },
        { Images, IdxFiles.Bytes(0x504b0304, [4], new byte[9]), "begins with two zero bytes; this one begins with 0x504b0304" },
        { Images, IdxFiles.Bytes(0x0703, [4, 28, 28], new byte[3136]), "it is 7." },
        { Images, IdxFiles.Bytes(0x803, [int.MaxValue, 28, 28], new byte[20]), "at most 2147483647 bytes" },
        { Images, IdxFiles.Bytes(0x803, [-1, 28, 28], new byte[20]), "dimension 0" },
        { Images,
        IdxFiles.Bytes(0x801, [3136], new byte[3136]), "images are 0x00000803, bytes in three dimensions; this file is UInt8[3136]" },
        { Images,
        IdxFiles.Bytes(
        0x803, [5, 28, 28],
        new byte[5 * 784]), "there are 4 labels, and 5 images in train-images-idx3-ubyte. Do the files belong together?" },
        { Labels, IdxFiles.Bytes(0x801, [4], [1, 2, 12, 3]), "train-labels-idx1-ubyte > label 2: labels are 0 to 9; this one is 12." },
        { Labels,
        IdxFiles.Bytes(0x803, [4, 1, 1], new byte[4]), "labels are 0x00000801, bytes in one dimension; this file is UInt8[4,1,1]" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_gives_a_sentence_that_says_where_and_why(string name, byte[] bytes, string expected)
    {
        var folder = IdxFiles.Folder();
        IdxFiles.Write(folder, name, bytes);
        var error = Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName).Training);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Missing_folders_and_files_are_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        Assert.Contains("neither is", Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName)).Message, StringComparison.Ordinal);
        IdxFiles.Write(folder, Images, IdxFiles.Bytes(0x803, [1, 28, 28], new byte[784]));
        Assert.Contains(
            $"{Labels} must be in it, with or without .gz; it is missing",
            Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName).Training).Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
        Assert.Contains("there is no such folder", Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_gives_a_sentence()
    {
        var folder = IdxFiles.Folder();
        File.Delete(Path.Combine(folder.FullName, Images));
        IdxFiles.Write(folder, Images + ".gz", IdxFiles.Bytes(0x803, [4, 28, 28], new byte[3136]));
        var path = Path.Combine(folder.FullName, Images + ".gz");
        var packed = File.ReadAllBytes(path);
        File.WriteAllBytes(path, packed[..(packed.Length / 2)]);
        Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName).Training);
        File.WriteAllBytes(path, [1, 2, 3, 4, 5]);
        Assert.Contains("gzip: the archive is damaged", Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName).Training).Message,
            StringComparison.Ordinal);
        IdxFiles.Write(folder, Images + ".gz", IdxFiles.Bytes(0x803, [2_000_000, 28, 28], [1]));
        Assert.Contains("It is cut off", Assert.Throws<DatasetException>(() => Mnist.Open(folder.FullName).Training).Message,
            StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Elements_of_several_bytes_are_turned_around()
    {
        var folder = Directory.CreateTempSubdirectory();
        IdxFiles.Write(folder, "x", IdxFiles.Bytes(0x0C01, [2], [0, 0, 1, 2, 255, 255, 255, 255]));
        IdxFiles.Write(folder, "y", IdxFiles.Bytes(0x0D01, [1], [0x3f, 0x80, 0, 0]));
        Assert.Equal([258, -1], IdxFile.Read(Path.Combine(folder.FullName, "x")).ToArray<int>());
        Assert.Equal([1f], IdxFile.Read(Path.Combine(folder.FullName, "y")).ToArray<float>());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Mutated_files_give_tensors_or_a_sentence_and_never_another_exception()
    {
        var random = new Random(2);
        var good = IdxFiles.Bytes(0x803, [2, 3, 4], new byte[24]);
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(16)] = (byte)random.Next(256);
            try
            {
                IdxFile.Read(new MemoryStream(bytes), "x", bytes.Length);
            }
            catch (DatasetException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 2000);
    }
}

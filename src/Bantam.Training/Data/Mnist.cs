using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>
/// Handwritten digits of 28 x 28 pixels, in the four IDX files of MNIST (Y. LeCun et al., 1998) or of anything in its format. Fields:
/// <c>image</c>, UInt8[28,28,1], and <c>label</c>, UInt8.
/// </summary>
public sealed class Mnist
{
    private const int Classes = 10;

    private readonly string _folder;
    private readonly Lazy<ArrayDataset> _training;
    private readonly Lazy<ArrayDataset> _test;

    private Mnist(string folder)
    {
        _folder = folder;
        _training = new Lazy<ArrayDataset>(() => Load("train"));
        _test = new Lazy<ArrayDataset>(() => Load("t10k"));
    }

    /// <summary>The training samples, read on first use.</summary>
    /// <exception cref="DatasetException">A file is missing or breaks a rule.</exception>
    public ArrayDataset Training => _training.Value;

    /// <summary>The test samples, read on first use.</summary>
    /// <exception cref="DatasetException">A file is missing or breaks a rule.</exception>
    public ArrayDataset Test => _test.Value;

    /// <summary>
    /// Opens a folder with <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c> and the same of <c>t10k</c>, each with or
    /// without <c>.gz</c>.
    /// </summary>
    /// <exception cref="DatasetException">The folder has none of them.</exception>
    public static Mnist Open(string folder)
    {
        var mnist = new Mnist(folder);
        if (!Directory.Exists(folder))
            throw new DatasetException(folder, "a folder with MNIST's IDX files must be here; there is no such folder.");
        if (mnist.Find("train-images-idx3-ubyte") is null && mnist.Find("t10k-images-idx3-ubyte") is null)
            throw new DatasetException(
                folder, "train-images-idx3-ubyte or t10k-images-idx3-ubyte must be in it, with or without .gz; neither is.");
        return mnist;
    }

    private ArrayDataset Load(string part)
    {
        var (images, imageFile) = Read($"{part}-images-idx3-ubyte", 3);
        var (labels, labelFile) = Read($"{part}-labels-idx1-ubyte", 1);
        if (images.Shape[0] != labels.Shape[0])
            throw new DatasetException(
                labelFile,
                $"there must be a label for each image; there are {labels.Shape[0]} labels, and {images.Shape[0]} images in {imageFile}. " +
                $"Do the files belong together?");
        var wrong = labels.Bytes.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new DatasetException(labelFile, $"label {wrong}: labels are 0 to {Classes - 1}; this one is {labels.Bytes[wrong]}.");
        return new ArrayDataset(("image", images.View(new Shape([.. images.Shape, 1]))), ("label", labels));
    }

    private (Tensor Tensor, string File) Read(string name, int rank)
    {
        var path = Find(name) ?? throw new DatasetException(_folder, $"{name} must be in it, with or without .gz; it is missing.");
        var (tensor, file) = (IdxFile.Read(path), Path.GetFileName(path));
        var rule = rank == 3 ? "images are 0x00000803, bytes in three dimensions" : "labels are 0x00000801, bytes in one dimension";
        if (tensor.Element != ElementType.UInt8 || tensor.Shape.Rank != rank)
            throw new DatasetException(file, $"magic number: {rule}; this file is {tensor.Type}.");
        return (tensor, file);
    }

    private string? Find(string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(_folder, file)).FirstOrDefault(File.Exists);
}

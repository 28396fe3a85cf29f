using Bantam.Training.Data;

namespace Bantam.Vision;

/// <summary>
/// Pictures in folders of their classes, as <c>cats/1.jpg</c> and <c>dogs/1.jpg</c>, in a folder or in a zip file: what Keras'
/// <c>image_dataset_from_directory</c> and torchvision's <c>ImageFolder</c> read. Classes and files are in the order of their names.
/// </summary>
public sealed class ImageFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];

    private readonly PictureStore _store;
    private readonly PictureOptions _options;

    private ImageFolder(PictureStore store, IReadOnlyList<LabeledFile> files, IReadOnlyList<string> classes, PictureOptions options) =>
        (_store, Files, Classes, _options) = (store, files, classes, options);

    /// <summary>The names of the classes, those of the folders.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<LabeledFile> Files { get; }

    /// <summary>The folder or the zip file.</summary>
    public string Path => _store.Path;

    /// <summary>Finds the pictures of a folder or a zip file; none is read yet.</summary>
    /// <param name="path">The folder, or the zip file.</param>
    /// <param name="part">The folder in it that holds those of the classes, such as <c>train</c>; null where they are alone there.</param>
    /// <param name="options">How pictures are read.</param>
    /// <exception cref="DatasetException">There is none, or one lies in no class's folder; or the zip file is damaged.</exception>
    public static ImageFolder Open(string path, string? part = null, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var store = PictureStore.Open(path);
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
        var pictures = Parts(store).Where(p => part is null || p.Contains(part)).ToArray();
        if (pictures.Length == 0)
            throw new DatasetException(
                name,
                $"pictures ({string.Join(", ", Extensions)}) must be in it{(part is null ? "" : $", in a folder '{part}'")}; there are " +
                $"{store.Paths.Count} files, and none is one.");
        var depth = part is null ? Common(pictures) : Array.IndexOf(pictures[0].Folders, part) + 1;
        if (pictures.FirstOrDefault(p => p.Folders.Length <= depth) is { } stray)
            throw new DatasetException(
                name, $"each picture must lie in the folder of its class, as cats/1.jpg; '{store.Paths[stray.Index]}' lies in none.");
        string[] classes = [.. pictures.Select(p => p.Folders[depth]).Distinct().Order(StringComparer.Ordinal)];
        var numbers = classes.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => c.i);
        var files = pictures.Select(p => new LabeledFile(store.Paths[p.Index], numbers[p.Folders[depth]], p.Index));
        return new ImageFolder(store, [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], classes, options ?? new());
    }

    /// <summary>
    /// Whether pictures of a folder or a zip file lie in a folder of this name, such as <c>train</c>, above those of classes.
    /// </summary>
    /// <param name="path">The folder, or the zip file.</param>
    /// <param name="part">The name.</param>
    /// <exception cref="DatasetException">The zip file is damaged.</exception>
    public static bool HasPart(string path, string part)
    {
        var pictures = Parts(PictureStore.Open(path)).ToArray();
        var depth = Array.FindIndex(pictures, p => p.Contains(part)) is >= 0 and var first
            ? Array.IndexOf(pictures[first].Folders, part) : -1;
        return depth >= 0 && pictures.All(p => p.Folders.Length > depth + 1);
    }

    /// <summary>A picture.</summary>
    /// <param name="index">Its place in <see cref="Files"/>.</param>
    /// <exception cref="PictureException">It is damaged, or none.</exception>
    public Picture Read(int index) => PictureReader.Read(ReadBytes(index), Files[index].Path, _options);

    /// <summary>The bytes of a picture's file.</summary>
    /// <param name="index">Its place in <see cref="Files"/>.</param>
    /// <exception cref="PictureException">There are more than the options allow, or the zip file is damaged there.</exception>
    public byte[] ReadBytes(int index) => _store.Read(Files[index].Index, _options.MostBytes);

    /// <summary>The size that pictures have; null where it is not the same for all. Up to so many are looked at.</summary>
    /// <param name="most">How many, evenly among all.</param>
    /// <exception cref="PictureException">One is damaged.</exception>
    public (int Width, int Height)? CommonSize(int most = 64)
    {
        var size = ((int Width, int Height)?)null;
        var count = Math.Min(most, Files.Count);
        for (var i = 0; i < count; i++)
        {
            var index = (int)((long)Files.Count * i / count);
            var (width, height) = PictureReader.SizeOf(ReadBytes(index), Files[index].Path, _options);
            if (size is { } other && other != (width, height)) return null;
            size = (width, height);
        }

        return size;
    }

    /// <summary>
    /// The pictures in one size as a data set, decoded when they are read: <c>image</c>, UInt8 [height, width, 3], and <c>label</c>, the
    /// number of the class, UInt8 of up to 256 classes and Int32 of more. <see cref="DatasetExtensions.Cache"/> keeps what was decoded.
    /// </summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    public IDataset ToDataset(int width, int height) => ToDataset(new ImageInput(width, height));

    /// <summary>The same with all that an <see cref="ImageInput"/> says of size, resizing, aspect ratio and colours.</summary>
    /// <param name="input">What becomes of the pictures. They stay bytes, channels last: scale and means are those of the model.</param>
    public IDataset ToDataset(ImageInput input) => new ImageFolderDataset(this, input);

    private static IEnumerable<Place> Parts(PictureStore store) => store.Paths
        .Select((path, index) => new Place(path.Split('/')[..^1], index))
        .Where(p => Extensions.Contains(System.IO.Path.GetExtension(store.Paths[p.Index]).ToLowerInvariant()))
        .Where(p => !store.Paths[p.Index].Split('/').Any(n => n.StartsWith('.') || n == "__MACOSX"));

    /// <summary>How many folders all pictures are in together; of one class alone that of the class is not counted.</summary>
    private static int Common(Place[] pictures)
    {
        var (first, depth) = (pictures[0].Folders, 0);
        while (depth < first.Length && pictures.All(p => p.Folders.Length > depth && p.Folders[depth] == first[depth])) depth++;
        return pictures.All(p => p.Folders.Length == depth) && depth > 0 ? depth - 1 : depth;
    }

    private sealed record Place(string[] Folders, int Index)
    {
        public bool Contains(string part) => Folders.Contains(part);
    }
}

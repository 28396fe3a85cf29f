namespace Bantam.Architecture.Tests;

/// <summary>A library comes with the documents of its members, which the compiler has then checked.</summary>
public sealed class LibraryDocumentTests
{
    public static TheoryData<string> Libraries => [.. Checkout.Projects("src/")
        .Where(file => Checkout.Read(file).Contains("<ProjectType>Library<", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    [Theory, MemberData(nameof(Libraries))]
    public void Documents_of_a_library_lie_beside_its_assembly(string library)
    {
        var file = Path.Combine(Path.GetDirectoryName(typeof(Tensors.Tensor).Assembly.Location)!, library + ".xml");
        Assert.True(File.Exists(file), $"The build writes no {library}.xml, so nothing checks the documents of {library}.");
    }
}

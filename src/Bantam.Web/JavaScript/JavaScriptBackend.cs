using System.Text;
using Bantam.Web.Bundles;

namespace Bantam.Web.JavaScript;

/// <summary>The level that is a module of plain JavaScript.</summary>
internal sealed class JavaScriptBackend() : BundleBackend(JavaScriptTarget.Plain)
{
    public override bool HasThreads => false;

    internal override string Kind => "js";

    internal override BackendCode Write(IReadOnlyList<BundleFunction> functions, int memoryBytes, int scratchBytes)
    {
        var text = JavaScriptWriter.Write(functions.Select(f => (f.Plan.Name, f.Plan.Plan.Statements, f.Address)));
        return new BackendCode("model.js", Encoding.UTF8.GetBytes(text), new Dictionary<string, int>());
    }
}

namespace Bantam.Operators.Text;

/// <summary>What stands for an n-gram that a text has.</summary>
public enum TermWeighting
{
    /// <summary>How often the text has it.</summary>
    TermFrequency,

    /// <summary>Its weight.</summary>
    InverseDocumentFrequency,

    /// <summary>How often the text has it, times its weight.</summary>
    Product,
}

package net.authproxy.core.shared.settings;

import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/** Passes tokens on and refuses a comment that touches the one before it, which the engine takes (YAML 1.2.2, 6.6). */
final class CommentCheck implements Scanner {

    private final Scanner scanner;
    private final YamlLayout layout;

    CommentCheck(Scanner scanner, YamlLayout layout) {
        this.scanner = scanner;
        this.layout = layout;
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        return scanner.checkToken(choices);
    }

    @Override
    public Token peekToken() {
        return scanner.peekToken();
    }

    @Override
    public boolean hasNext() {
        return scanner.hasNext();
    }

    @Override
    public Token next() {
        Token token = scanner.next();
        boolean closed = switch (token.getTokenId()) {
            case FlowEntry, FlowSequenceEnd, FlowMappingEnd -> true;
            case Scalar -> !((ScalarToken) token).isPlain() && layout.isQuote(token);
            default -> false;
        };
        if (closed) {
            layout.refuseCommentAfter(token);
        }
        return token;
    }

    @Override
    public void resetDocumentIndex() {
        scanner.resetDocumentIndex();
    }
}
